// Peaks between samples: interpolation by polyphase FIR, SIMD over four neighbouring frames.
//   y_f[n] = sum_k h_f[k] x[n - taps/2 + 1 + k],  f = 1 .. phases-1, the value at time n + f/phases
// ITU-R BS.1770-5, Annex 2. `h`: (phases-1) x taps floats.

// @ts-nocheck: AssemblyScript

// Sample peaks of groups of 16 frames: out[g] = max |x[16 g + i]|.
export function groupPeaks(x: usize, groups: i32, out: usize): void {
  for (let g: i32 = 0; g < groups; g++) {
    const at: usize = x + ((<usize>g) << 6);
    const peak = f32x4.pmax(
      f32x4.pmax(f32x4.abs(v128.load(at)), f32x4.abs(v128.load(at + 16))),
      f32x4.pmax(f32x4.abs(v128.load(at + 32)), f32x4.abs(v128.load(at + 48))),
    );
    store<f32>(out + ((<usize>g) << 2), largestLane(peak));
  }
}

// @ts-ignore: decorator
@inline
function largestLane(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

// Largest interpolated magnitude of groups `from` to `to` (exclusive) of 16 frames, looking only at groups that matter:
// those that could by the filter's `bound` exceed `floor`, and those whose surroundings times `gate` exceed the largest
// found here so far. Groups over `floor` times `miss` are listed in `list` (count, then group numbers, 32-bit integers).
// `levels`: groupPeaks of x, one group of history before group 0 (levels[g + 1] is group g's) and one after the last.
export function scanPeaks(
  x: usize, from: i32, to: i32, levels: usize, h: usize, taps: i32, phases: i32, bound: f32, gate: f32, floor: f32,
  miss: f32, scratch: usize, list: usize,
): f32 {
  let top = from;
  for (let g = from + 1; g < to; g++) {
    if (load<f32>(levels + (<usize>(g + 1) << 2)) > load<f32>(levels + (<usize>(top + 1) << 2))) top = g;
  }
  let peak = interpolate(x + (<usize>top << 6), 16, h, taps, phases, scratch);
  let count: i32 = 0;
  if (peak >= floor * miss) {
    store<i32>(list + 4, top);
    count = 1;
  }
  let best = max(floor, peak);
  for (let g = from; g < to; g++) {
    const level = levels + (<usize>g << 2);
    const near = max(load<f32>(level), max(load<f32>(level + 4), load<f32>(level + 8)));
    if (g == top || (near * bound <= best && near * gate <= peak)) continue;
    const here = interpolate(x + (<usize>g << 6), 16, h, taps, phases, scratch);
    if (here >= best * miss) {
      count++;
      store<i32>(list + (<usize>count << 2), g);
    }
    if (here > peak) peak = here;
    if (here > best) best = here;
  }
  store<i32>(list, count);
  return peak;
}

// All phases of `frames` frames (a multiple of 4), phase by phase: out[f * frames + n], f = 0 being the samples themselves.
// Returns the largest magnitude. x needs taps/2 frames of sound around it.
export function interpolate(x: usize, frames: i32, h: usize, taps: i32, phases: i32, out: usize): f32 {
  let peak = f32x4.splat(0);
  const rows: usize = (<usize>taps) << 2;
  const back: usize = (<usize>((taps >> 1) - 1)) << 2;
  const plane: usize = (<usize>frames) << 2;
  for (let n: usize = 0; n < plane; n += 16) {
    const here = v128.load(x + n);
    v128.store(out + n, here);
    peak = f32x4.pmax(peak, f32x4.abs(here));
    const from: usize = x + n - back;
    let to: usize = out + n;
    for (let f: usize = 0, last: usize = rows * (phases - 1); f < last; f += rows) {
      let a = f32x4.splat(0), b = f32x4.splat(0);
      for (let k: usize = 0; k < rows; k += 8) {
        a = f32x4.add(a, f32x4.mul(v128.load32_splat(h + f + k), v128.load(from + k)));
        b = f32x4.add(b, f32x4.mul(v128.load32_splat(h + f + k + 4), v128.load(from + k + 4)));
      }
      const y = f32x4.add(a, b);
      to += plane;
      v128.store(to, y);
      peak = f32x4.pmax(peak, f32x4.abs(y));
    }
  }
  return largestLane(peak);
}

// The envelope: envelope[n] = max(envelope[n], |x[n]|, |y_f[n]|, |y_f[n-1]|), so a peak between two frames counts for both.
// Groups of four whose surroundings stay under `threshold` (given the filter's gain `bound`) keep the sample peak alone.
export function peakEnvelope(
  x: usize, frames: i32, envelope: usize, h: usize, taps: i32, phases: i32, threshold: f32,
): void {
  const rows: usize = (<usize>taps) << 2;
  const back: usize = (<usize>((taps >> 1) - 1)) << 2;
  let before = f32x4.splat(0); // lane 3: the largest |y| between the last frame of the group before and this one
  for (let n: usize = 0, end: usize = (<usize>frames) << 2; n < end; n += 16) {
    const here = f32x4.abs(v128.load(x + n));
    // A steep peak between samples stands beside high samples: look one group to either side.
    const around = f32x4.pmax(here, f32x4.pmax(f32x4.abs(v128.load(x + n - 16)), f32x4.abs(v128.load(x + n + 16))));
    let between = f32x4.splat(0);
    if (v128.any_true(f32x4.gt(around, f32x4.splat(threshold)))) {
      const from: usize = x + n - back;
      for (let f: usize = 0, last: usize = rows * (phases - 1); f < last; f += rows) {
        let a = f32x4.splat(0), b = f32x4.splat(0);
        for (let k: usize = 0; k < rows; k += 8) {
          a = f32x4.add(a, f32x4.mul(v128.load32_splat(h + f + k), v128.load(from + k)));
          b = f32x4.add(b, f32x4.mul(v128.load32_splat(h + f + k + 4), v128.load(from + k + 4)));
        }
        between = f32x4.pmax(between, f32x4.abs(f32x4.add(a, b)));
      }
    }
    const shifted = v128.shuffle<f32>(before, between, 3, 4, 5, 6);
    const old = v128.load(envelope + n);
    v128.store(envelope + n, f32x4.pmax(old, f32x4.pmax(here, f32x4.pmax(between, shifted))));
    before = between;
  }
}
