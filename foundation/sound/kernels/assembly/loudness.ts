// Energies of two channels at once (one SIMD lane each, 64-bit floats), plain and K-weighted.
// ITU-R BS.1770-5, Annex 1: shelf, then high-pass, as two biquads in transposed direct form II.
// `coefficients`: b0 b1 b2 a1 a2 of the shelf, then of the high-pass (10 doubles).
// `state`: 4 x (left, right), kept from call to call. `sums`, set (8 doubles): weighted LL, RR, LR, then plain LL, RR, LR, then L, R.

// @ts-nocheck: AssemblyScript
export function energies(
  left: usize, right: usize, frames: i32, coefficients: usize, state: usize, sums: usize,
): void {
  const b0 = f64x2.splat(load<f64>(coefficients)), b1 = f64x2.splat(load<f64>(coefficients + 8));
  const b2 = f64x2.splat(load<f64>(coefficients + 16)), a1 = f64x2.splat(load<f64>(coefficients + 24));
  const a2 = f64x2.splat(load<f64>(coefficients + 32));
  const d0 = f64x2.splat(load<f64>(coefficients + 40)), d1 = f64x2.splat(load<f64>(coefficients + 48));
  const d2 = f64x2.splat(load<f64>(coefficients + 56)), c1 = f64x2.splat(load<f64>(coefficients + 64));
  const c2 = f64x2.splat(load<f64>(coefficients + 72));
  let s1 = v128.load(state), s2 = v128.load(state + 16), t1 = v128.load(state + 32), t2 = v128.load(state + 48);
  let weighted = f64x2.splat(0), plain = f64x2.splat(0), sum = f64x2.splat(0);
  let weightedCross: f64 = 0, cross: f64 = 0;
  const end: usize = left + ((<usize>frames) << 2);
  const shift: usize = right - left;
  for (let at: usize = left; at < end; at += 4) {
    const x = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(at)), 1, <f64>load<f32>(at + shift));
    const y = f64x2.add(f64x2.mul(b0, x), s1);
    s1 = f64x2.add(f64x2.sub(f64x2.mul(b1, x), f64x2.mul(a1, y)), s2);
    s2 = f64x2.sub(f64x2.mul(b2, x), f64x2.mul(a2, y));
    const z = f64x2.add(f64x2.mul(d0, y), t1);
    t1 = f64x2.add(f64x2.sub(f64x2.mul(d1, y), f64x2.mul(c1, z)), t2);
    t2 = f64x2.sub(f64x2.mul(d2, y), f64x2.mul(c2, z));
    weighted = f64x2.add(weighted, f64x2.mul(z, z));
    weightedCross += f64x2.extract_lane(z, 0) * f64x2.extract_lane(z, 1);
    plain = f64x2.add(plain, f64x2.mul(x, x));
    cross += f64x2.extract_lane(x, 0) * f64x2.extract_lane(x, 1);
    sum = f64x2.add(sum, x);
  }
  v128.store(state, s1);
  v128.store(state + 16, s2);
  v128.store(state + 32, t1);
  v128.store(state + 48, t2);
  v128.store(sums, weighted);
  store<f64>(sums + 16, weightedCross);
  v128.store(sums + 24, plain);
  store<f64>(sums + 40, cross);
  v128.store(sums + 48, sum);
}
