/** The still picture of a clip: bars of the wave on a plain ground, as a portable pixmap (PPM), drawn here. */

export interface ClipShape {
  /** "9x16". */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export const CLIP_SHAPES: readonly ClipShape[] = [
  { name: "9x16", width: 1080, height: 1920 },
  { name: "1x1", width: 1080, height: 1080 },
  { name: "16x9", width: 1920, height: 1080 },
];

type Colour = readonly [red: number, green: number, blue: number];
const GROUND: Colour = [18, 22, 24];
const BARS: Colour = [111, 165, 178];
/** Part of the picture that the wave takes, across and upright. */
const ACROSS = 0.84;
const UPRIGHT = 0.26;
/** Part of each bar's place that is left empty. */
const GAP = 0.35;

/** Where the wave stands, in pixels. */
export function waveBox({ width, height }: ClipShape): {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
} {
  const across = 2 * Math.round((width * ACROSS) / 2);
  const upright = 2 * Math.round((Math.min(width, height) * UPRIGHT) / 2);
  return { left: (width - across) / 2, top: Math.round((height - upright) / 2), width: across, height: upright };
}

/** @param wave 0 to 1, one a bar; fewer bars where there is no room for all */
export function clipPicture(shape: ClipShape, wave: Float64Array): Uint8Array {
  const { width, height } = shape;
  const head = new TextEncoder().encode(`P6\n${width} ${height}\n255\n`);
  const data = new Uint8Array(head.length + width * height * 3);
  data.set(head);
  const fill = (left: number, top: number, right: number, bottom: number, [red, green, blue]: Colour): void => {
    for (let y = top; y < bottom; y++) {
      for (let x = left, at = head.length + 3 * (y * width + left); x < right; x++, at += 3) {
        data[at] = red;
        data[at + 1] = green;
        data[at + 2] = blue;
      }
    }
  };
  fill(0, 0, width, height, GROUND);
  const box = waveBox(shape);
  const bars = Math.min(wave.length, Math.floor(box.width / 10));
  for (let bar = 0; bar < bars; bar++) {
    let peak = 0;
    const [first, last] = [Math.floor((bar * wave.length) / bars), Math.ceil(((bar + 1) * wave.length) / bars)];
    for (let at = first; at < last; at++) peak = Math.max(peak, wave[at] as number);
    const half = Math.max(2, Math.round((peak * box.height) / 2));
    const middle = box.top + box.height / 2;
    const left = box.left + Math.round((bar * box.width) / bars);
    const right = box.left + Math.round(((bar + 1 - GAP) * box.width) / bars);
    fill(left, middle - half, right, middle + half, BARS);
  }
  return data;
}
