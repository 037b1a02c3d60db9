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
