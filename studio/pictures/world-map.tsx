/** Territories shaded by a value, in five steps of equal count; click or the list beside it chooses one. */
import { geoEqualEarth, geoPath } from "d3-geo";
import { type ReactElement, useMemo, useRef } from "react";
import { feature } from "topojson-client";
import atlas from "world-atlas/countries-110m.json";
import { territoryName, territoryNumber } from "../../foundation/catalogue/territory.ts";
import { Button } from "../parts/controls.tsx";
import { saveSvg } from "../parts/saving.ts";

interface WorldMapProps {
  readonly title: string;
  readonly says: string;
  readonly values: ReadonlyMap<string, { readonly value: number; readonly text: string }>;
  readonly chosen: string | null;
  choose(territory: string): void;
}

const WIDTH = 960;
const HEIGHT = 440;
const ANTARCTICA = "010";

interface Shape {
  readonly number: string;
  readonly path: string;
}

let known: readonly Shape[] | null = null;

function shapes(): readonly Shape[] {
  if (known) return known;
  const world = feature(
    atlas as never,
    (atlas as unknown as { objects: { countries: never } }).objects.countries,
  ) as unknown as { readonly features: readonly { readonly id?: string | number }[] };
  const land = world.features.filter(({ id }) => `${id ?? ""}` !== ANTARCTICA);
  const size: [[number, number], [number, number]] = [
    [4, 4],
    [WIDTH - 4, HEIGHT - 4],
  ];
  const projection = geoEqualEarth().fitExtent(size, { type: "FeatureCollection", features: land } as never);
  const path = geoPath(projection).digits(1);
  known = land.map((shape) => ({ number: `${shape.id ?? ""}`.padStart(3, "0"), path: path(shape as never) ?? "" }));
  return known;
}

/** Bounds of the five shades: quantiles, so that few large places do not leave all others white. */
function bounds(values: readonly number[]): readonly number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  return [0.2, 0.4, 0.6, 0.8].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0,
  );
}

export function WorldMap({ title, says, values, chosen, choose }: WorldMapProps): ReactElement {
  const svg = useRef<SVGSVGElement>(null);
  const drawn = useMemo(() => {
    const limits = bounds([...values.values()].map(({ value }) => value));
    const byNumber = new Map(
      [...values].map(([territory, each]) => [territoryNumber(territory), { territory, ...each }]),
    );
    return shapes().map((shape) => {
      const place = byNumber.get(shape.number) ?? null;
      const step = place && place.value > 0 ? 1 + limits.filter((limit) => place.value >= limit).length : 0;
      return { ...shape, place, step };
    });
  }, [values]);
  return (
    <figure className="stack">
      <figcaption className="row wide">
        <span className="strong">{title}</span>
        <Button
          icon="save"
          label={`Save the picture: ${title}`}
          onClick={() => svg.current && saveSvg(title, svg.current)}
        />
      </figcaption>
      <p className="small quiet">{says}</p>
      <svg ref={svg} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="map" role="img" aria-label={`${title}. ${says}`}>
        {drawn.map(({ number, path, place, step }) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map does the same by keyboard
          <path
            key={number + path.slice(0, 24)}
            d={path}
            className={`land shade-${step} ${place && place.territory === chosen ? "chosen" : ""}`}
            onClick={place ? () => choose(place.territory) : undefined}
          >
            {place && <title>{`${territoryName(place.territory)}: ${place.text}`}</title>}
          </path>
        ))}
      </svg>
    </figure>
  );
}
