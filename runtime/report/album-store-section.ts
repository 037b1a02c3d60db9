/** What stores look at, for a whole album: each thing once, with the songs it is about. */

import { countText } from "../../foundation/look/figure-text.ts";
import type { AlbumDelivery } from "../master/master-album.ts";
import type { OutputDocument } from "../master/output-document.ts";
import { escapeHtml } from "./html.ts";
import { checkItem, sentence } from "./store-section.ts";

type Output = OutputDocument & { readonly song: string };

/** `title`: how a delivery is called in this page. */
export function albumStoreSection(
  deliveries: readonly AlbumDelivery[],
  outputs: readonly Output[],
  title: (delivery: AlbumDelivery) => string,
): string {
  const parts = deliveries.map((delivery) => {
    const paths = delivery.tracks.map(({ path }) => path);
    const own = outputs.filter(({ path }) => paths.includes(path));
    const todo = new Map<string, string[]>();
    for (const { song, store } of own) {
      for (const { pass, say } of store) if (!pass) todo.set(say, [...(todo.get(say) ?? []), song]);
    }
    const codes = [...new Set(own.flatMap(({ store }) => store.map(({ code }) => code)))];
    const fine = codes.filter((code) => own.every(({ store }) => store.find((each) => each.code === code)?.pass));
    const verdict =
      todo.size === 0 ? "ready for delivery." : `${countText(todo.size, "thing", "things")} to do before delivery.`;
    const items = [
      ...[...todo].map(([say, songs]) => {
        const which = songs.length === own.length ? "Every song" : songs.join(", ");
        return checkItem(false, `${which}: ${say}`);
      }),
      ...fine.map((code) => checkItem(true, fineText(code, own))),
    ];
    return `<h3>${escapeHtml(title(delivery))}: ${verdict}</h3>\n<ul class="checks">\n${items.join("\n")}\n</ul>`;
  });
  return `<section>\n<h2>For the stores</h2>\n${parts.join("\n")}\n</section>`;
}

/** What is fine of every song: in its own words where they are the same for all. */
function fineText(code: string, outputs: readonly Output[]): string {
  const said = [
    ...new Set(outputs.flatMap(({ store }) => store.filter((each) => each.code === code).map(({ say }) => say))),
  ];
  return said.length === 1 ? sentence(said[0] as string) : (allFine[code] ?? `${code}: fine`);
}

const allFine: Readonly<Record<string, string>> = {
  peak: "No true peak over the ceiling",
  head: "No long silence at the start of a song",
  tail: "No long silence at the end of a song",
  length: "Every song lasts 30 s or more",
  mono: "Every song holds together on a mono speaker",
  isrc: "Every song has its ISRC",
  depth: "A word length that stores take",
  rate: "Sample rates that are taken everywhere",
};
