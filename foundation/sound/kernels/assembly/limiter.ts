// The gain curve of the limiter, bin by bin as a stream: see dynamics/limiter.ts for what it does and why.

// @ts-nocheck: AssemblyScript

// exp(-x) for x >= 0: x = k ln 2 + r, |r| <= ln 2 / 2, Taylor series of exp(-r) to degree 13 (error under 1e-16).
// @ts-ignore: decorator
@inline
function expMinus(x: f64): f64 {
  const k = nearest<f64>(x * 1.4426950408889634);
  const r = -((x - k * 0.6931471803691238) - k * 1.9082149292705877e-10);
  let sum: f64 = 1.0 / 6227020800.0;
  sum = sum * r + 1.0 / 479001600.0;
  sum = sum * r + 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  sum = sum * r + 1.0 / 6.0;
  sum = sum * r + 0.5;
  sum = sum * r + 1.0;
  sum = sum * r + 1.0;
  return sum * reinterpret<f64>((1023 - <i64>k) << 52);
}

// State, in doubles from `state`: 0 the present reduction, 1 the usual one, 2-4 sums of the boxes, 5 largest reduction.
// `counters` (i32): 0 bins taken in, 1 head and 2 tail of the queue, 3 bins that went into the boxes.
// `ring` (size a power of 2, `mask` = size - 1): values of the queue (f64), then bins they came from (i32), then three
// delay lines of `width` values (f64), one for each box. `histogram`: 4096 counts of reductions in steps of 0.01 dB.
// Takes `count` levels (natural logarithms of peaks); for bins before the first and after the last, the caller feeds
// silence and drops what comes out early. Writes one control per level: gain exp(-reduction), `reach` + 3 (width-1)/2
// bins late. `settings` (f64): offset, back, rise, fall, share, gain,
// the usual reduction from which on something is held.
export function limiterControls(
  levels: usize, count: i32, controls: usize, reach: i32, width: i32, settings: usize, state: usize, counters: usize,
  queue: usize, mask: i32, lines: usize, histogram: usize, late: i32, total: i32,
): void {
  const offset = load<f64>(settings), back = load<f64>(settings + 8), rise = load<f64>(settings + 16);
  const fall = load<f64>(settings + 24), share = load<f64>(settings + 32), gain = load<f64>(settings + 40), heldFrom = load<f64>(settings + 48);
  let now = load<f64>(state), usual = load<f64>(state + 8), most = load<f64>(state + 40);
  let taken = load<i32>(counters), head = load<i32>(counters + 4), tail = load<i32>(counters + 8);
  let boxed = load<i32>(counters + 12);
  const bins = queue + ((<usize>(mask + 1)) << 3);
  const line: usize = (<usize>width) << 3;
  const inverse = 1.0 / <f64>width;
  for (let i: i32 = 0; i < count; i++) {
    const level = <f64>load<f32>(levels + ((<usize>i) << 2)) + offset;
    if (level > 0) {
      while (tail > head && load<f64>(queue + ((<usize>((tail - 1) & mask)) << 3)) <= level) tail--;
      store<f64>(queue + ((<usize>(tail & mask)) << 3), level);
      store<i32>(bins + ((<usize>(tail & mask)) << 2), taken);
      tail++;
    }
    taken++;
    // The window of the bin `reach` back is whole now.
    const centre = taken - 1 - reach;
    while (head < tail && load<i32>(bins + ((<usize>(head & mask)) << 2)) < centre - reach) head++;
    const wanted = head < tail ? load<f64>(queue + ((<usize>(head & mask)) << 3)) : 0.0;
    const base = max(0.0, usual - heldFrom) * share;
    now = base + (now - base) * back;
    if (wanted > now) now = wanted;
    usual = now + (usual - now) * (now > usual ? rise : fall);
    // Three box averages, each `width` long.
    const slot: usize = (<usize>(boxed % width)) << 3;
    let value = now;
    for (let k: usize = 0; k < 3; k++) {
      const at = lines + k * line + slot;
      const sum = load<f64>(state + 16 + (k << 3)) + value - load<f64>(at);
      store<f64>(at, value);
      store<f64>(state + 16 + (k << 3), sum);
      value = max(0.0, sum * inverse);
    }
    boxed++;
    const bin = taken - 1 - late;
    if (bin >= 0 && bin < total) {
      if (value > most) most = value;
      const cell: usize = <usize>min<i32>(4095, <i32>(value * 868.5889638065037));
      store<i32>(histogram + (cell << 2), load<i32>(histogram + (cell << 2)) + 1);
    }
    store<f32>(controls + ((<usize>i) << 2), <f32>(value > 1e-9 ? gain * expMinus(value) : gain));
  }
  store<f64>(state, now);
  store<f64>(state + 8, usual);
  store<f64>(state + 40, most);
  store<i32>(counters, taken);
  store<i32>(counters + 4, head);
  store<i32>(counters + 8, tail);
  store<i32>(counters + 12, boxed);
}

// Multiplies `frames` of x by a uniform cubic B-spline through controls: weights (4 doubles a phase) for `binFrames`
// phases, beginning at `phase` of the bin whose four controls start at `controls`.
export function applySpline(
  x: usize, frames: i32, controls: usize, weights: usize, phase: i32, binFrames: i32,
): void {
  let at = controls;
  let n: i32 = 0;
  while (n < frames) {
    const count = min(frames - n, binFrames - phase);
    const a = <f64>load<f32>(at), b = <f64>load<f32>(at + 4), c = <f64>load<f32>(at + 8), d = <f64>load<f32>(at + 12);
    let to: usize = x + ((<usize>n) << 2);
    if (a == b && b == c && c == d) {
      for (let k: i32 = 0; k < count; k++, to += 4) store<f32>(to, <f32>(<f64>load<f32>(to) * a));
    } else {
      let w: usize = weights + ((<usize>phase) << 5);
      for (let k: i32 = 0; k < count; k++, to += 4, w += 32) {
        const g = a * load<f64>(w) + b * load<f64>(w + 8) + c * load<f64>(w + 16) + d * load<f64>(w + 24);
        store<f32>(to, <f32>(<f64>load<f32>(to) * g));
      }
    }
    n += count;
    phase = 0;
    at += 4;
  }
}
