// A feedback delay network of 16 lines: J.-M. Jot, A. Chaigne, AES 90th Convention, 1991, preprint 3030.
// Each line: its delayed value through a one-pole low-pass, y = (1 - p) g x + p y, then all through a Hadamard matrix
// of 16 (scaled by 1/4, so that it keeps energy) back into the lines. Left feeds and hears the even lines, right the
// odd ones, with signs that change from pair to pair.
// `lines`: the delay memory (32-bit floats), line k begins at `starts[k]` and is `lengths[k]` long (i32, in values).
// `positions` (i32): where each line is read and written next. `gains`, `poles`, `held` (f64): g, p and y of each line. `work`: room for 16 doubles.

// @ts-nocheck: AssemblyScript
export function reverb(
  left: usize, right: usize, frames: i32, lines: usize, starts: usize, lengths: usize, positions: usize,
  gains: usize, poles: usize, held: usize, work: usize,
): void {
  for (let n: i32 = 0; n < frames; n++) {
    const at: usize = (<usize>n) << 2;
    const inLeft = <f64>load<f32>(left + at), inRight = <f64>load<f32>(right + at);
    let outLeft: f64 = 0, outRight: f64 = 0;
    for (let k: usize = 0; k < 16; k += 2) {
      const sign: f64 = (k & 2) != 0 ? -1 : 1;
      const a = step(lines, starts, positions, gains, poles, held, k);
      const b = step(lines, starts, positions, gains, poles, held, k + 1);
      outLeft += sign * a;
      outRight += sign * b;
      store<f64>(work + (k << 3), a);
      store<f64>(work + (k << 3) + 8, b);
    }
    for (let span: usize = 1; span < 16; span <<= 1) {
      for (let base: usize = 0; base < 16; base += span << 1) {
        for (let k: usize = base; k < base + span; k++) {
          const a = load<f64>(work + (k << 3)), b = load<f64>(work + ((k + span) << 3));
          store<f64>(work + (k << 3), a + b);
          store<f64>(work + ((k + span) << 3), a - b);
        }
      }
    }
    for (let k: usize = 0; k < 16; k++) {
      const sign: f64 = (k & 4) != 0 ? -1 : 1;
      const value = 0.25 * load<f64>(work + (k << 3)) + sign * ((k & 1) == 0 ? inLeft : inRight);
      const place = load<i32>(positions + (k << 2));
      store<f32>(lines + ((<usize>(load<i32>(starts + (k << 2)) + place)) << 2), <f32>value);
      const next = place + 1;
      store<i32>(positions + (k << 2), next == load<i32>(lengths + (k << 2)) ? 0 : next);
    }
    store<f32>(left + at, <f32>(0.25 * outLeft));
    store<f32>(right + at, <f32>(0.25 * outRight));
  }
}

// @ts-ignore: decorator
@inline
function step(
  lines: usize, starts: usize, positions: usize, gains: usize, poles: usize, held: usize, k: usize,
): f64 {
  const place = load<i32>(starts + (k << 2)) + load<i32>(positions + (k << 2));
  const x = <f64>load<f32>(lines + ((<usize>place) << 2));
  const p = load<f64>(poles + (k << 3));
  const y = (1.0 - p) * load<f64>(gains + (k << 3)) * x + p * load<f64>(held + (k << 3));
  store<f64>(held + (k << 3), y);
  return y;
}
