// Power spectra of mid and side through one complex transform.

// @ts-nocheck: AssemblyScript

// re[n] = w[n] (l[n] + r[n]) / 2, im[n] = w[n] (l[n] - r[n]) / 2. n is a multiple of 4.
export function midSideWindowed(left: usize, right: usize, window: usize, re: usize, im: usize, n: i32): void {
  const half = f32x4.splat(0.5);
  for (let i: usize = 0, end: usize = (<usize>n) << 2; i < end; i += 16) {
    const l = v128.load(left + i), r = v128.load(right + i);
    const w = f32x4.mul(v128.load(window + i), half);
    v128.store(re + i, f32x4.mul(f32x4.add(l, r), w));
    v128.store(im + i, f32x4.mul(f32x4.sub(l, r), w));
  }
}

// With Z = M + i S the transform of two real signals: mid[k] += |M[k]|^2, side[k] += |S[k]|^2 for k in [0, n/2] (doubles).
export function accumulatePower(re: usize, im: usize, mid: usize, side: usize, n: i32): void {
  store<f64>(mid, load<f64>(mid) + <f64>load<f32>(re) * <f64>load<f32>(re));
  store<f64>(side, load<f64>(side) + <f64>load<f32>(im) * <f64>load<f32>(im));
  const quarter = f32x4.splat(0.25);
  for (let k: i32 = 1; k <= n >> 1; k += 4) {
    const at: usize = (<usize>k) << 2;
    const mirror: usize = (<usize>(n - k - 3)) << 2;
    const a = v128.load(re + at), b = v128.load(im + at);
    const cc = v128.load(re + mirror), dd = v128.load(im + mirror);
    const c = v128.shuffle<f32>(cc, cc, 3, 2, 1, 0), d = v128.shuffle<f32>(dd, dd, 3, 2, 1, 0);
    const mr = f32x4.add(a, c), mi = f32x4.sub(b, d);
    const sr = f32x4.add(b, d), si = f32x4.sub(c, a);
    const m = f32x4.mul(quarter, f32x4.add(f32x4.mul(mr, mr), f32x4.mul(mi, mi)));
    const s = f32x4.mul(quarter, f32x4.add(f32x4.mul(sr, sr), f32x4.mul(si, si)));
    addDoubles(mid + (at << 1), m);
    addDoubles(side + (at << 1), s);
  }
}

// @ts-ignore: decorator
@inline
function addDoubles(at: usize, v: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(v)));
  v128.store(at + 16, f64x2.add(v128.load(at + 16), f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3))));
}

// With Z the transform of m + i s: filters m by hm and s by hs (transforms of real impulse responses) in place.
//   Y[k] = M[k] Hm[k] + i S[k] Hs[k],  Y[n-k] = conj(M[k] Hm[k]) + i conj(S[k] Hs[k])
// hm, hs: real parts of bins 0 .. n/2, then (from + stride bytes) imaginary parts.
export function filterMidSide(re: usize, im: usize, hm: usize, hs: usize, stride: usize, n: i32): void {
  store<f32>(re, load<f32>(re) * load<f32>(hm));
  store<f32>(im, load<f32>(im) * load<f32>(hs));
  const half = f32x4.splat(0.5);
  const nyquist = n >> 1;
  let k: i32 = 1;
  for (; k + 4 <= nyquist; k += 4) {
    const at: usize = (<usize>k) << 2;
    const mirror: usize = (<usize>(n - k - 3)) << 2;
    const a = v128.load(re + at), b = v128.load(im + at);
    const cc = v128.load(re + mirror), dd = v128.load(im + mirror);
    const c = v128.shuffle<f32>(cc, cc, 3, 2, 1, 0), d = v128.shuffle<f32>(dd, dd, 3, 2, 1, 0);
    const mr = f32x4.mul(half, f32x4.add(a, c)), mi = f32x4.mul(half, f32x4.sub(b, d));
    const sr = f32x4.mul(half, f32x4.add(b, d)), si = f32x4.mul(half, f32x4.sub(c, a));
    const hr = v128.load(hm + at), hi = v128.load(hm + at + stride);
    const gr = v128.load(hs + at), gi = v128.load(hs + at + stride);
    const p = f32x4.sub(f32x4.mul(mr, hr), f32x4.mul(mi, hi)), q = f32x4.add(f32x4.mul(mr, hi), f32x4.mul(mi, hr));
    const u = f32x4.sub(f32x4.mul(sr, gr), f32x4.mul(si, gi)), v = f32x4.add(f32x4.mul(sr, gi), f32x4.mul(si, gr));
    v128.store(re + at, f32x4.sub(p, v));
    v128.store(im + at, f32x4.add(q, u));
    const yr = f32x4.add(p, v), yi = f32x4.sub(u, q);
    v128.store(re + mirror, v128.shuffle<f32>(yr, yr, 3, 2, 1, 0));
    v128.store(im + mirror, v128.shuffle<f32>(yi, yi, 3, 2, 1, 0));
  }
  for (; k < nyquist; k++) {
    const at: usize = (<usize>k) << 2;
    const mirror: usize = (<usize>(n - k)) << 2;
    const a = load<f32>(re + at), b = load<f32>(im + at), c = load<f32>(re + mirror), d = load<f32>(im + mirror);
    const mr = <f32>0.5 * (a + c), mi = <f32>0.5 * (b - d), sr = <f32>0.5 * (b + d), si = <f32>0.5 * (c - a);
    const hr = load<f32>(hm + at), hi = load<f32>(hm + at + stride), gr = load<f32>(hs + at), gi = load<f32>(hs + at + stride);
    const p = mr * hr - mi * hi, q = mr * hi + mi * hr, u = sr * gr - si * gi, v = sr * gi + si * gr;
    store<f32>(re + at, p - v);
    store<f32>(im + at, q + u);
    store<f32>(re + mirror, p + v);
    store<f32>(im + mirror, u - q);
  }
  const at: usize = (<usize>nyquist) << 2;
  store<f32>(re + at, load<f32>(re + at) * load<f32>(hm + at));
  store<f32>(im + at, load<f32>(im + at) * load<f32>(hs + at));
}
