/** Left and right as bars over a scale in dB, with marks at -48, -24, -12, -6 and 0. */
const LEAST_DB = -60;
const MARKS = [-48, -24, -12, -6, 0];

export function drawPeakMeter(canvas: HTMLCanvasElement, peaks: readonly [number, number]): void {
  const context = sharpen(canvas);
  if (!context) return;
  const { width, height } = canvas.getBoundingClientRect();
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name);
  const x = (db: number): number => (Math.max(0, db - LEAST_DB) / -LEAST_DB) * (width - 2);
  context.clearRect(0, 0, width, height);
  peaks.forEach((peak, channel) => {
    const y = 2 + channel * 11;
    context.fillStyle = colour("--grid");
    context.fillRect(0, y, width - 2, 8);
    const db = peak > 0 ? 20 * Math.log10(peak) : LEAST_DB;
    context.fillStyle = db > -0.1 ? colour("--red") : colour("--accent");
    context.fillRect(0, y, Math.min(x(db), width - 2), 8);
  });
  context.fillStyle = colour("--quiet");
  for (const db of MARKS) context.fillRect(Math.round(x(db)), 24, 1, db === 0 ? 8 : 4);
}

/** The canvas at the display's own resolution, drawn on in CSS pixels. */
export function sharpen(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const { width, height } = canvas.getBoundingClientRect();
  const ratio = devicePixelRatio;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
