/** Files that the browser makes: a picture, a table. What starts like a formula stays text in a spreadsheet. */
export function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export type Cell = string | number | null;

/** RFC 4180; texts that a spreadsheet would take for a formula get an apostrophe in front, numbers stay numbers. */
export function csvText(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[\s\u00a0]*[=+\-@\t\r]/.test(value) || /\n[\s\u00a0]*[=+\-@]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function saveTable(name: string, head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  saveBlob(`${name}.csv`, new Blob(["\ufeff", csvText(head, rows)], { type: "text/csv" }));
}

export function saveCanvas(name: string, canvas: HTMLCanvasElement): void {
  canvas.toBlob((blob) => {
    if (blob) saveBlob(`${name}.png`, blob);
  });
}

/** With the colours that it has now, since the file knows no style sheet. */
export function saveSvg(name: string, svg: SVGSVGElement): void {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((each) => [each, ...each.querySelectorAll<SVGElement>("*")]) as [
    SVGElement[],
    SVGElement[],
  ];
  from.forEach((element, at) => {
    const { fill, stroke, strokeWidth, font, opacity } = getComputedStyle(element);
    Object.assign((to[at] as SVGElement).style, { fill, stroke, strokeWidth, font, opacity });
  });
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  saveBlob(`${name}.svg`, new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
}
