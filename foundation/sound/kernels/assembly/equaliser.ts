// A chain of biquads on two channels at once (one SIMD lane each, 64-bit floats), in place.
// Transposed direct form II: J. O. Smith, Introduction to Digital Filters.
// `coefficients`: b0 b1 b2 a1 a2 of each filter. `state`: two values a filter, each for left and right; kept from call
// to call. `gain`: a factor over all.

// @ts-nocheck: AssemblyScript
export function biquads(
  left: usize, right: usize, frames: i32, coefficients: usize, state: usize, count: i32, gain: f64,
): void {
  const end: usize = left + ((<usize>frames) << 2);
  const shift: usize = right - left;
  const factor = f64x2.splat(gain);
  // Two filters in one pass over the memory: half the loads and stores, and their work overlaps.
  let filter = 0;
  let first = true;
  do {
    const one: usize = coefficients + <usize>filter * 40, two: usize = one + 40;
    const both = filter + 1 < count;
    const none = filter >= count;
    const a0 = f64x2.splat(none ? 1 : load<f64>(one)), a1 = f64x2.splat(none ? 0 : load<f64>(one + 8));
    const a2 = f64x2.splat(none ? 0 : load<f64>(one + 16)), c1 = f64x2.splat(none ? 0 : load<f64>(one + 24));
    const c2 = f64x2.splat(none ? 0 : load<f64>(one + 32));
    const b0 = f64x2.splat(both ? load<f64>(two) : 1), b1 = f64x2.splat(both ? load<f64>(two + 8) : 0);
    const b2 = f64x2.splat(both ? load<f64>(two + 16) : 0), d1 = f64x2.splat(both ? load<f64>(two + 24) : 0);
    const d2 = f64x2.splat(both ? load<f64>(two + 32) : 0);
    const keep: usize = state + <usize>filter * 32;
    const zero = f64x2.splat(0);
    let s1 = none ? zero : v128.load(keep), s2 = none ? zero : v128.load(keep + 16);
    let t1 = both ? v128.load(keep + 32) : zero, t2 = both ? v128.load(keep + 48) : zero;
    for (let at: usize = left; at < end; at += 4) {
      let x = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(at)), 1, <f64>load<f32>(at + shift));
      if (first) x = f64x2.mul(x, factor);
      const y = f64x2.add(f64x2.mul(a0, x), s1);
      s1 = f64x2.add(f64x2.sub(f64x2.mul(a1, x), f64x2.mul(c1, y)), s2);
      s2 = f64x2.sub(f64x2.mul(a2, x), f64x2.mul(c2, y));
      const z = f64x2.add(f64x2.mul(b0, y), t1);
      t1 = f64x2.add(f64x2.sub(f64x2.mul(b1, y), f64x2.mul(d1, z)), t2);
      t2 = f64x2.sub(f64x2.mul(b2, y), f64x2.mul(d2, z));
      store<f32>(at, <f32>f64x2.extract_lane(z, 0));
      store<f32>(at + shift, <f32>f64x2.extract_lane(z, 1));
    }
    if (!none) {
      v128.store(keep, s1);
      v128.store(keep + 16, s2);
    }
    if (both) {
      v128.store(keep + 32, t1);
      v128.store(keep + 48, t2);
    }
    first = false;
    filter += 2;
  } while (filter < count);
}
