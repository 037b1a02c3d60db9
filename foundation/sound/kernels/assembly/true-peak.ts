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
    // Samples and the values half way between them miss a crest by cos(pi/4) at most.
    const half = halfWay(x + (<usize>g << 6), h + ((<usize>(taps * ((phases >> 1) - 1))) << 2), taps);
    if (half * halfMiss <= best && half * gate <= peak) continue;
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

const halfMiss: f32 = 1.4142135;

// Largest magnitude of 16 frames and the values given by one row of taps.
function halfWay(x: usize, row: usize, taps: i32): f32 {
  const rows: usize = (<usize>taps) << 2;
  const from: usize = x - ((<usize>((taps >> 1) - 1)) << 2);
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  for (let k: usize = 0; k < rows; k += 4) {
    const w = v128.load32_splat(row + k);
    const at = from + k;
    a = f32x4.add(a, f32x4.mul(w, v128.load(at)));
    b = f32x4.add(b, f32x4.mul(w, v128.load(at + 16)));
    c = f32x4.add(c, f32x4.mul(w, v128.load(at + 32)));
    d = f32x4.add(d, f32x4.mul(w, v128.load(at + 48)));
  }
  const between = f32x4.pmax(f32x4.pmax(f32x4.abs(a), f32x4.abs(b)), f32x4.pmax(f32x4.abs(c), f32x4.abs(d)));
  const samples = f32x4.pmax(
    f32x4.pmax(f32x4.abs(v128.load(x)), f32x4.abs(v128.load(x + 16))),
    f32x4.pmax(f32x4.abs(v128.load(x + 32)), f32x4.abs(v128.load(x + 48))),
  );
  return largestLane(f32x4.pmax(between, samples));
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

// The crest of the parabola through a, b, c (equal distances) where b is the largest in magnitude, |b| elsewhere.
// @ts-ignore: decorator
@inline
function crest(a: v128, b: v128, c: v128): v128 {
  const curve = f32x4.sub(f32x4.add(a, c), f32x4.add(b, b));
  const slope = f32x4.sub(a, c);
  const height = f32x4.abs(b);
  const isTop = v128.and(f32x4.ge(height, f32x4.abs(a)), f32x4.ge(height, f32x4.abs(c)));
  const rise = f32x4.abs(f32x4.div(f32x4.mul(slope, slope), f32x4.mul(f32x4.splat(8), curve)));
  // Where all three are equal the curve is 0 / 0: no rise there.
  const bends = f32x4.gt(f32x4.abs(curve), f32x4.mul(height, f32x4.splat(0.000001)));
  return f32x4.add(height, v128.and(rise, v128.and(isTop, bends)));
}

// The envelope: envelope[n] = max(envelope[n], |x[n]|, crests around n and between n and its neighbours), so that a peak
// between two frames counts for both. Four phases; crests between the interpolated values by parabola.
// Groups of four whose surroundings stay under `threshold` keep the sample peak alone.
export function peakEnvelope(x: usize, frames: i32, envelope: usize, h: usize, taps: i32, threshold: f32): void {
  const rows: usize = (<usize>taps) << 2;
  const back: usize = (<usize>((taps >> 1) - 1)) << 2;
  let before = f32x4.splat(0); // crests between the frames of the group before and their next ones
  let last3 = f32x4.splat(0); // phase 3 of the group before
  for (let n: usize = 0, end: usize = (<usize>frames) << 2; n < end; n += 16) {
    const here = v128.load(x + n);
    // A steep peak between samples stands beside high samples: look one group to either side.
    const around = f32x4.pmax(f32x4.abs(here), f32x4.pmax(f32x4.abs(v128.load(x + n - 16)), f32x4.abs(v128.load(x + n + 16))));
    let between = f32x4.splat(0), at0 = f32x4.abs(here), p3 = f32x4.splat(0);
    if (v128.any_true(f32x4.gt(around, f32x4.splat(threshold)))) {
      const from: usize = x + n - back;
      let p1 = f32x4.splat(0), p2 = f32x4.splat(0);
      for (let k: usize = 0; k < rows; k += 4) {
        const v = v128.load(from + k);
        p1 = f32x4.add(p1, f32x4.mul(v128.load32_splat(h + k), v));
        p2 = f32x4.add(p2, f32x4.mul(v128.load32_splat(h + rows + k), v));
        p3 = f32x4.add(p3, f32x4.mul(v128.load32_splat(h + rows + rows + k), v));
      }
      const next = v128.load(x + n + 4);
      const previous3 = v128.shuffle<f32>(last3, p3, 3, 4, 5, 6);
      at0 = crest(previous3, here, p1);
      between = f32x4.pmax(crest(here, p1, p2), f32x4.pmax(crest(p1, p2, p3), crest(p2, p3, next)));
    }
    const shifted = v128.shuffle<f32>(before, between, 3, 4, 5, 6);
    const old = v128.load(envelope + n);
    v128.store(envelope + n, f32x4.pmax(old, f32x4.pmax(at0, f32x4.pmax(between, shifted))));
    before = between;
    last3 = p3;
  }
}
