/** What integrity found, in sentences. They say what the figures show, never who did it. */
import type { Audit, IntegrityFinding, PlaylistAnswer } from "../../distribution/index.ts";
import { territoryName } from "../../foundation/catalogue/territory.ts";
import { countText, numberText } from "../../foundation/look/figure-text.ts";
import type { Reason } from "../../foundation/plan/index.ts";

const percent = (share: unknown): string => `${numberText(100 * Number(share), 0)} %`;
const number = (value: unknown, digits = 0): string => numberText(Number(value), digits);

export const placeName = (code: string): string => (code === "" ? "an unnamed place" : territoryName(code));

export function recordingName({
  recording,
  title,
}: {
  readonly recording: string;
  readonly title: string | null;
}): string {
  if (recording === "") return "All recordings together";
  return title === null || title === recording ? recording : `${title} (${recording})`;
}

export function findingTitle(finding: IntegrityFinding): string {
  const { streams, from, until } = finding;
  return `${recordingName(finding)}, ${from} to ${until}: ${number(streams.observed)} streams where ${number(streams.usual)} are usual`;
}

export function reasonText({ code, facts }: Reason): string {
  const places = `${facts.places ?? ""}`.split(" ").map(placeName).join(", ");
  switch (code) {
    case "surge.size":
      return `${number(facts.observed)} streams in these days; the days around let expect ${number(facts.usual)} (× ${number(facts.times, 1)}).`;
    case "surge.places.few":
      return `${percent(facts.share)} of what came on top is from ${places}, which usually has ${percent(facts.usualShare)}.`;
    case "surge.places.usual":
      return "What came on top is spread over places as usual.";
    case "surge.places.other":
      return `The places are not the usual ones: ${places} brought ${percent(facts.share)}, usually ${percent(facts.usualShare)}.`;
    case "surge.service":
      return `${percent(facts.share)} of it is on ${facts.service}, which usually has ${percent(facts.usualShare)}.`;
    case "surge.saves":
      return `For each new stream there are ${number(facts.ofUsual, 2)} ± ${number(facts.error, 2)} times the usual saves.`;
    case "surge.repeats":
      return `New streams for each new listener: ${number(facts.times, 1)} times the usual (at least ${number(facts.low, 1)}).`;
    case "surge.week":
      return `It follows the recording's week by ${number(facts.follows, 2)} ± ${number(facts.error, 2)} (1 as listeners do, 0 every day the same).`;
    case "surge.shape.plateau":
      return `It holds its height and ends at once after ${countText(Number(facts.days), "day", "days")}.`;
    case "surge.shape.decay":
      return "It fades, as attention does.";
    case "surge.shape.rise":
      return "It rises and ends at once.";
    case "surge.shape.open":
      return "Its end is not sharp, or not in the export.";
    default:
      return code;
  }
}

const INNOCENT: Readonly<Record<string, string>> = {
  viral: "it went viral",
  broadcast: "a broadcast or a film used it",
  season: "a holiday or season",
  release: "its release",
  playlist: "a playlist of the service",
  listener: "one listener who plays it over and over",
};
const MEASURE: Readonly<Record<string, string>> = {
  saves: "saves did not follow as they would",
  repeats: "streams for each listener are others",
  week: "it does not keep the listeners' week",
  places: "the places are others",
  shape: "its beginning and end are others",
  services: "the services are others",
  release: "the recording was not new",
  season: "it does not come at that time of another year",
  size: "it is too many a day for one",
};

export function innocentText({ explanation, refused, against, because }: IntegrityFinding["innocent"][number]): string {
  const times = against >= 1000 ? "over 1000" : number(against, against < 10 ? 1 : 0);
  const why = because
    .slice(0, 3)
    .map(({ measure }) => MEASURE[measure])
    .join("; ");
  const name = INNOCENT[explanation] ?? explanation;
  return refused
    ? `Refused: ${name}. What was counted is ${times} times as likely without it${why ? `: ${why}` : ""}.`
    : `Not ruled out: ${name} (${times} times as likely without it).`;
}

export function openText(text: string): string {
  return text.replace(/viral|broadcast|season|release|playlist|listener(?!s)/g, (word) => INNOCENT[word] ?? word);
}

export function auditText({
  kind,
  service,
  territory,
  recording,
  from,
  until,
  expected,
  observed,
  against,
}: Audit["findings"][number]): string {
  const where = [recording ?? "", territory === null ? "" : placeName(territory)]
    .filter((text) => text !== "")
    .join(", ");
  const when = from === until ? from : `${from} to ${until}`;
  const rate = kind.endsWith("rate drop");
  const figures = rate
    ? `${number(observed, 2)} for a thousand streams, before ${number(expected, 2)}`
    : `${number(observed)} paid, ${number(expected)} expected (${against})`;
  const note =
    kind === "shared rate drop"
      ? " Several services at once: look at the currency or a tax, not at a statement."
      : kind === "removed recording"
        ? " It stops everywhere at once: taken down?"
        : "";
  return `${kind}: ${[service === "" ? "all services" : service, where].filter((text) => text !== "").join(", ")}, ${when}: ${figures}.${note}`;
}

export function playlistText({ recording, added, days, effect }: PlaylistAnswer): string {
  if (effect.status !== "done")
    return `${recording}, ${added}: cannot tell: needs ${effect.missing}. ${effect.cheapestNextStep}.`;
  const { lift, low, high, found, basis } = effect;
  return `${recording}, ${days} days from ${added}: ${percent(lift)} more streams (90 %: ${percent(low)} to ${percent(high)})${found ? "" : ", which may be nothing"}; against ${countText(basis.siblings, "recording", "recordings")} without it, ${countText(basis.placebos, "placebo", "placebos")}.`;
}
