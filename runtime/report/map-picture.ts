/** A map of the world with territories shaded in five steps. Shapes: world-atlas (Natural Earth, 1:110 million). */
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import atlas from "world-atlas/countries-110m.json" with { type: "json" };
import { territoryName, territoryNumber } from "../../foundation/catalogue/territory.ts";
import { escapeHtml } from "./html.ts";
import { picture } from "./svg-plot.ts";

const WIDTH = 960;
const HEIGHT = 440;
const ANTARCTICA = "010";

export interface MapValue {
  readonly territory: string;
  /** 0 or more; the shade says how large among all. */
  readonly value: number;
  /** Shown where the pointer rests. */
  readonly text: string;
}

/** Bounds of the five shades: quantiles, so that few large places do not leave all others white. */
export function shadeBounds(values: readonly number[]): number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  return [0.2, 0.4, 0.6, 0.8].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0,
  );
}

export function mapPicture(values: readonly MapValue[], label: string): string {
  const bounds = shadeBounds(values.map(({ value }) => value));
  const byNumber = new Map(values.map((each) => [territoryNumber(each.territory), each]));
  const shapes = feature(
    atlas as never,
    (atlas as unknown as { objects: { countries: never } }).objects.countries,
  ) as unknown as {
    readonly features: readonly { readonly id?: string | number }[];
  };
  const land = shapes.features.filter(({ id }) => `${id ?? ""}` !== ANTARCTICA);
  const projection = geoEqualEarth().fitExtent(
    [
      [4, 4],
      [WIDTH - 4, HEIGHT - 4],
    ],
    { type: "FeatureCollection", features: land } as never,
  );
  const path = geoPath(projection).digits(1);
  const drawn = land.map((shape) => {
    const known = byNumber.get(`${shape.id ?? ""}`.padStart(3, "0"));
    const step = known && known.value > 0 ? 1 + bounds.filter((bound) => known.value >= bound).length : 0;
    const title = known ? `<title>${escapeHtml(`${territoryName(known.territory)}: ${known.text}`)}</title>` : "";
    return `<path class="land shade-${step}" d="${path(shape as never) ?? ""}">${title}</path>`;
  });
  return picture(WIDTH, HEIGHT, label, drawn);
}
