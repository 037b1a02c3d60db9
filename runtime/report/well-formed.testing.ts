/** Whether a page is well-formed: every element closed in its order, no bare "<" or "&", no attribute without quotes. */
export function faultsOf(page: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const source = page.replace(/^<!DOCTYPE html>\n/, "");
  const pattern = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g;
  for (const match of source.matchAll(pattern)) {
    const [whole, closing, name = "", , empty, text, stray] = match;
    if (stray !== undefined) faults.push(`stray "<" at ${source.slice(match.index, match.index + 40)}`);
    else if (text !== undefined) {
      const bare = /&(?!(?:amp|lt|gt|quot|#39);)/.exec(text);
      if (bare) faults.push(`bare "&" at ${text.slice(bare.index, bare.index + 40)}`);
    } else if (closing) {
      const last = open.pop();
      if (last !== name) faults.push(`</${name}> closes <${last}>`);
    } else if (!empty) open.push(name);
    else if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(whole)) faults.push(`bare "&" in ${whole}`);
  }
  if (open.length > 0) faults.push(`left open: ${open.join(", ")}`);
  const ids = [...source.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  if (new Set(ids).size < ids.length) faults.push("an id stands twice");
  return faults;
}

/** What should have been a figure or a word, with what stands before it: "NaN", "undefined" and the like. */
export function slipsOf(page: string): string[] {
  return [...page.matchAll(/.{0,40}(?:\bNaN\b|\bInfinity\b|\bundefined\b|\[object)/g)].map(([slip]) => slip);
}
