import type { Measurement } from "../measure/measurement.ts";

/** One thing a store's ingestion looks at: fine, or what to do. */
export interface StoreCheck {
  readonly code: string;
  readonly pass: boolean;
  /** One sentence; where it does not pass, what to do. */
  readonly say: string;
}

export interface DeliveredFile {
  readonly container: string;
  readonly lossy: boolean;
  readonly bits: number | null;
  readonly float: boolean;
  readonly isrc: string | null;
  readonly ceilingDbtp: number;
}

const STORE_RATES = [44_100, 48_000, 88_200, 96_000, 176_400, 192_000];
const ISRC = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/;

/** What stores and distributors commonly refuse or complain about, checked on the finished file. */
export function storeChecks(measurement: Measurement, file: DeliveredFile): StoreCheck[] {
  const { sampleRate, channels, truePeakDbtp, silence, correlation, seconds } = measurement;
  const check = (code: string, pass: boolean, fine: string, todo: string): StoreCheck => ({
    code,
    pass,
    say: pass ? fine : todo,
  });
  const peak = truePeakDbtp === null ? "silence" : `${truePeakDbtp.toFixed(2)} dBTP`;
  return [
    check(
      "rate",
      STORE_RATES.includes(sampleRate),
      `${sampleRate} Hz is taken everywhere`,
      `${sampleRate} Hz is refused by stores: deliver with a rate, for example --formats wav24@44100`,
    ),
    check(
      "depth",
      file.lossy || (!file.float && (file.bits === 16 || file.bits === 24)),
      file.lossy ? "lossy: for listening, not for delivery to stores" : `${file.bits}-bit`,
      "stores take 16- or 24-bit integers: add --formats wav24",
    ),
    check(
      "format-code",
      file.container !== "wav" || (channels <= 2 && !file.float),
      file.container === "wav" ? "WAVE format code 1 (plain PCM)" : `${file.container} file`,
      "stores want WAVE format code 1: deliver mono or stereo integers",
    ),
    check("channels", channels === 2, "stereo", "mono: most stores want two channels; make both the same"),
    check(
      "peak",
      truePeakDbtp === null || truePeakDbtp <= Math.min(file.lossy ? 0 : file.ceilingDbtp, 0) + 0.0001,
      `true peak ${peak}`,
      `true peak ${peak} is over ${file.ceilingDbtp} dBTP: lower --ceiling`,
    ),
    check(
      "silence",
      truePeakDbtp !== null,
      "there is sound",
      "the file is silent: check that the right mix was exported",
    ),
    check(
      "head",
      silence.leadSeconds <= 2 || silence.leadSeconds >= seconds,
      `starts after ${silence.leadSeconds.toFixed(2)} s`,
      `${silence.leadSeconds.toFixed(1)} s of silence before the music: --trim takes it off, unless it is meant`,
    ),
    check(
      "tail",
      silence.tailSeconds <= 10 || silence.tailSeconds >= seconds,
      `${silence.tailSeconds.toFixed(2)} s of silence at the end`,
      `${silence.tailSeconds.toFixed(1)} s of silence at the end: --trim takes it off, unless it is meant`,
    ),
    check(
      "length",
      seconds >= 30,
      `${seconds.toFixed(1)} s long`,
      `${seconds.toFixed(1)} s long: services pay only for plays of 30 s`,
    ),
    check(
      "mono",
      correlation === null || correlation > -0.2,
      correlation === null ? "one channel" : `correlation ${correlation.toFixed(2)}`,
      `correlation ${correlation?.toFixed(2)}: much is lost on a mono speaker; check the polarity of a channel`,
    ),
    file.isrc === null
      ? check(
          "isrc",
          false,
          "",
          "no ISRC in the file: stores need one per recording; add it to the mix or release.json",
        )
      : check(
          "isrc",
          ISRC.test(file.isrc.replace(/-/g, "")),
          `ISRC ${file.isrc}`,
          `${file.isrc} is not an ISRC (CC-XXX-YY-NNNNN)`,
        ),
  ];
}
