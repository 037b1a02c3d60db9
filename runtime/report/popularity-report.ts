/** The page of `popularity`: how long songs stay, what rises and falls, and the target profile. */
import { basename } from "node:path";
import {
  ANNOUNCED_UNDER,
  type AttributeTrend,
  type ChartDynamics,
  isShare,
  type Popularity,
} from "../../distribution/index.ts";
import { territoryName } from "../../foundation/catalogue/territory.ts";
import { numberText, shortest, signedText } from "../../foundation/look/figure-text.ts";
import { escapeHtml } from "./html.ts";
import { intervalPicture } from "./interval-picture.ts";
import { figureOf } from "./measure-report.ts";
import { musicText } from "./music-text.ts";
import { page } from "./page.ts";
import { line, type Point } from "./svg-marks.ts";
import { frame, legend, plot } from "./svg-plot.ts";
import { linearScale } from "./svg-scale.ts";

const LINES = ["main", "side", "before", "level"];
const UNITS: Readonly<Record<string, string>> = { tempo: "bpm", length: "s", loudness: "LUFS", tone: "dB/octave" };

export const chartName = (territory: string | null): string =>
  territory === null ? "all charts" : territory === "" ? "a chart without a place" : territoryName(territory);

/** "tempo rises in Germany by 3.1 bpm a year (1.2 to 5.0)" */
export function trendSentence({ attribute, territory, slope, low, high, entries }: AttributeTrend): string {
  const shown = (value: number): string => (isShare(attribute) ? numberText(100 * value, 1) : shortest(value));
  const unit = isShare(attribute) ? " points" : UNITS[attribute] ? ` ${UNITS[attribute]}` : "";
  return `${attribute} ${slope > 0 ? "rises" : "falls"} in ${chartName(territory)}: ${shown(slope)}${unit} a year (${shown(low)} to ${shown(high)}; ${entries} entries)`;
}

export function popularityReport(answer: Popularity): string {
  const { period, charts, announced, trends, missing } = answer;
  const title = `Popularity, ${period.from} to ${period.until}`;
  const [first] = charts;
  const lead = [
    first
      ? `${chartName(first.territory)[0]?.toUpperCase()}${chartName(first.territory).slice(1)}: ${numberText(first.entries, 1)} songs come onto a chart of ${first.places}, half of them have left after ${first.halfLife.value ?? "–"}.`
      : "",
    trends.length > 0
      ? `Of ${trends.length} trends looked for, ${announced.length} can be told from chance.`
      : "Trends were not looked for: attributes of songs are not known.",
  ].join(" ");
  const body = [
    `<header>\n<h1>${escapeHtml(title)}</h1>\n<p class="lead">${escapeHtml(lead)}</p>\n</header>`,
    `<section>\n<h2>How long songs stay</h2>\n${figureOf("Share still on the chart", "Kaplan-Meier: songs that are there at the end count as long as they were seen. Songs of the first chart are left out.", survivalPicture(charts), "wide")}\n${dynamicsTable(charts)}\n</section>`,
    `<section>\n<h2>What rises and falls</h2>\n${trendSection(trends)}${missing ? `<p>Missing: ${escapeHtml(missing.missing)}. Next: ${escapeHtml(missing.cheapestNextStep)}.</p>` : ""}\n</section>`,
    targetSection(answer),
    "<footer>One entry is one observation, however long a song stays. Intervals are 95 %, taken from artists and quarters as wholes; p is adjusted over all tests (Benjamini-Hochberg).</footer>",
  ];
  return page({ title, body: body.filter((part) => part !== "").join("\n") });
}

function survivalPicture(charts: readonly ChartDynamics[]): string {
  const f = frame(960, 300);
  const shown = charts.slice(0, LINES.length);
  const longest = Math.max(10, ...shown.flatMap(({ survival }) => survival.map(({ time }) => time)));
  const most = Math.min(104, longest);
  const x = linearScale(0, most, f.left, f.right, most > 50 ? 10 : 5, String);
  const y = linearScale(0, 100, f.bottom, f.top, 25, (value) => `${value}`);
  const marks = shown.map(({ survival }, at) => {
    const points: Point[] = [[x.at(0), y.at(100)]];
    let share = 1;
    for (const step of survival.filter(({ time }) => time <= most)) {
      points.push([x.at(step.time), y.at(100 * share)], [x.at(step.time), y.at(100 * step.share)]);
      share = step.share;
    }
    return line(points, LINES[at] as string);
  });
  const names = shown.map(({ territory }, at) => ({ text: chartName(territory), className: LINES[at] as string }));
  return `${legend(names)}${plot({ frame: f, x, y, unit: "%", label: "Share of songs still on the chart after so many charts", marks })}`;
}

function dynamicsTable(charts: readonly ChartDynamics[]): string {
  const rows = charts.map(
    (each) =>
      `<tr><th scope="row">${escapeHtml(chartName(each.territory))}</th><td class="number">${each.charts}</td><td class="number">${numberText(each.entries, 1)}</td><td class="number">${each.medianPeak}</td><td class="number">${numberText(100 * each.debutPeak, 0)} %</td><td class="number">${numberText(100 * each.oneChart, 0)} %</td><td class="number">${each.halfLife.value ?? "–"} <span class="change">${each.halfLife.low ?? "–"} to ${each.halfLife.high ?? "–"}</span></td></tr>`,
  );
  return `<div class="scroll"><table class="fit"><caption>Debut: highest on the first chart. Half-life in charts with its 95 % interval.</caption><thead><tr><th scope="col">Chart</th><th scope="col" class="number">Charts</th><th scope="col" class="number">Entries</th><th scope="col" class="number">Median peak</th><th scope="col" class="number">Debut</th><th scope="col" class="number">One chart</th><th scope="col" class="number">Half-life</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** One picture for each attribute: units differ. */
function trendSection(trends: readonly AttributeTrend[]): string {
  return [...new Set(trends.map(({ attribute }) => attribute))]
    .map((attribute) => {
      const share = isShare(attribute);
      const rows = trends
        .filter((each) => each.attribute === attribute)
        .sort((a, b) => Number(a.territory !== null) - Number(b.territory !== null) || b.slope - a.slope)
        .map(({ territory, slope, low, high, adjusted }) => ({
          name: chartName(territory),
          value: slope,
          low,
          high,
          sure: adjusted <= ANNOUNCED_UNDER,
          text: `${signedText(share ? 100 * slope : slope, 2)}, p ${numberText(adjusted, 3)}`,
        }));
      const unit = share ? "points of its share" : (UNITS[attribute] ?? "");
      return figureOf(
        `${attribute}, change a year${unit ? ` in ${unit}` : ""}`,
        "Filled: it can be told from chance among all tests.",
        intervalPicture(rows, `Change of ${attribute} a year by chart`, 960, 180),
        "wide",
      );
    })
    .join("\n");
}

function targetSection({ target, own }: Popularity): string {
  if (!target) return "";
  const ownOf = (attribute: string): string =>
    own
      .map(({ attributes }) => (attributes[attribute] === undefined ? "–" : shortest(attributes[attribute])))
      .join(", ") || "–";
  const ownModes = own.map(({ heard }) => heard.mode.value ?? "–").join(", ") || "–";
  const trendOf = (trend: number | null, scale: number): string =>
    trend === null ? "–" : `${signedText(scale * trend, 2)} a year`;
  const ranges = target.ranges.map(
    ({ attribute, low, middle, high, trend }) =>
      `<tr><th scope="row">${escapeHtml(attribute)}</th><td class="number">${shortest(middle)} ${UNITS[attribute] ?? ""}</td><td class="number">${shortest(low)} to ${shortest(high)}</td><td class="number">${trendOf(trend, 1)}</td><td class="number">${ownOf(attribute)}</td></tr>`,
  );
  const shares = target.shares.map(
    ({ attribute, share, low, high, trend }) =>
      `<tr><th scope="row">${escapeHtml(attribute)}</th><td class="number">${numberText(100 * share, 0)} %</td><td class="number">${numberText(100 * low, 0)} to ${numberText(100 * high, 0)} %</td><td class="number">${trendOf(trend, 100)}</td><td class="number">${attribute === "major" ? ownModes : "–"}</td></tr>`,
  );
  const unknown =
    target.unknown.length > 0
      ? `<p class="quiet">Too few entries say: ${escapeHtml(target.unknown.map(({ attribute }) => attribute).join(", "))}.</p>`
      : "";
  const heard =
    own.length > 0
      ? `<p class="quiet">Heard in your songs, in this order: ${own.map((song) => escapeHtml(`${basename(song.file)}: ${musicText(song.heard)}`)).join("; ")}. Half or twice the tempo may be counted as well.</p>`
      : "";
  return `<section>\n<h2>Target profile</h2>\n<div class="scroll"><table class="fit"><caption>Entries from ${target.from} to ${target.until}, ${escapeHtml(chartName(target.territory))}. Ranges hold the middle half; shares have 95 % intervals. It says what charts hold, not what makes a song rise.</caption><thead><tr><th scope="col">Attribute</th><th scope="col" class="number">Middle</th><th scope="col" class="number">Range</th><th scope="col" class="number">Trend</th><th scope="col" class="number">Your songs</th></tr></thead><tbody>${[...ranges, ...shares].join("")}</tbody></table></div>${unknown}${heard}\n</section>`;
}
