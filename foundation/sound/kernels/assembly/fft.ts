// Complex FFT, Stockham radix 4 (last stage radix 2 where n is not a power of 4), split 32-bit floats, SIMD.
//   X[k] = sum x[t] exp(-2 pi i k t / n)
// C. Van Loan, Computational Frameworks for the Fast Fourier Transform, section 1.7 (Stockham autosort).
// `w1`, `w2`, `w3` hold exp(-2 pi i k p / n), k = 1, 2, 3, for p in [0, n/4): real parts, then imaginary parts.
// The result lies in (re, im) again; (re2, im2) is scratch of the same size. Swap re and im for the inverse (times n).

// @ts-nocheck: AssemblyScript
export function fft(re: usize, im: usize, re2: usize, im2: usize, w1: usize, w2: usize, w3: usize, n: i32): void {
  const quarter = n >> 2;
  const h: usize = (<usize>quarter) << 2; // bytes of n/4 floats
  // First stage: stride 1, so four neighbouring p at once and a transposed store.
  for (let p: i32 = 0; p < quarter; p += 4) {
    const o: usize = (<usize>p) << 2;
    const ar = v128.load(re + o), ai = v128.load(im + o);
    const br = v128.load(re + o + h), bi = v128.load(im + o + h);
    const cr = v128.load(re + o + 2 * h), ci = v128.load(im + o + 2 * h);
    const dr = v128.load(re + o + 3 * h), di = v128.load(im + o + 3 * h);
    const sr = f32x4.add(ar, cr), si = f32x4.add(ai, ci);
    const tr = f32x4.sub(ar, cr), ti = f32x4.sub(ai, ci);
    const ur = f32x4.add(br, dr), ui = f32x4.add(bi, di);
    // v = i (b - d)
    const vr = f32x4.sub(di, bi), vi = f32x4.sub(br, dr);
    const y0r = f32x4.add(sr, ur), y0i = f32x4.add(si, ui);
    let xr = f32x4.sub(tr, vr), xi = f32x4.sub(ti, vi);
    let wr = v128.load(w1 + o), wi = v128.load(w1 + o + h);
    const y1r = f32x4.sub(f32x4.mul(xr, wr), f32x4.mul(xi, wi));
    const y1i = f32x4.add(f32x4.mul(xr, wi), f32x4.mul(xi, wr));
    xr = f32x4.sub(sr, ur); xi = f32x4.sub(si, ui);
    wr = v128.load(w2 + o); wi = v128.load(w2 + o + h);
    const y2r = f32x4.sub(f32x4.mul(xr, wr), f32x4.mul(xi, wi));
    const y2i = f32x4.add(f32x4.mul(xr, wi), f32x4.mul(xi, wr));
    xr = f32x4.add(tr, vr); xi = f32x4.add(ti, vi);
    wr = v128.load(w3 + o); wi = v128.load(w3 + o + h);
    const y3r = f32x4.sub(f32x4.mul(xr, wr), f32x4.mul(xi, wi));
    const y3i = f32x4.add(f32x4.mul(xr, wi), f32x4.mul(xi, wr));
    storeTransposed(re2 + 4 * o, y0r, y1r, y2r, y3r);
    storeTransposed(im2 + 4 * o, y0i, y1i, y2i, y3i);
  }
  let xr: usize = re2, xi: usize = im2, yr: usize = re, yi: usize = im;
  let size: i32 = quarter;
  let stride: i32 = 4;
  while (size >= 4) {
    radix4(xr, xi, yr, yi, w1, w2, w3, h, size, stride);
    let t = xr; xr = yr; yr = t;
    t = xi; xi = yi; yi = t;
    size >>= 2;
    stride <<= 2;
  }
  if (size == 2) {
    const s: usize = (<usize>stride) << 2;
    for (let q: usize = 0; q < s; q += 16) {
      const ar = v128.load(xr + q), ai = v128.load(xi + q);
      const br = v128.load(xr + q + s), bi = v128.load(xi + q + s);
      v128.store(yr + q, f32x4.add(ar, br));
      v128.store(yi + q, f32x4.add(ai, bi));
      v128.store(yr + q + s, f32x4.sub(ar, br));
      v128.store(yi + q + s, f32x4.sub(ai, bi));
    }
    xr = yr; xi = yi;
  }
  if (xr != re) {
    memory.copy(re, xr, (<usize>n) << 2);
    memory.copy(im, xi, (<usize>n) << 2);
  }
}

// @ts-ignore: decorator
@inline
function storeTransposed(at: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(at, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(at + 16, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(at + 32, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(at + 48, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}

function radix4(
  xr: usize, xi: usize, yr: usize, yi: usize, w1: usize, w2: usize, w3: usize, h: usize, size: i32, stride: i32,
): void {
  const m = size >> 2;
  const s: usize = (<usize>stride) << 2; // bytes
  const ms: usize = s * m;
  for (let p: i32 = 0; p < m; p++) {
    const w: usize = (<usize>(p * stride)) << 2;
    const w1r = f32x4.splat(load<f32>(w1 + w)), w1i = f32x4.splat(load<f32>(w1 + w + h));
    const w2r = f32x4.splat(load<f32>(w2 + w)), w2i = f32x4.splat(load<f32>(w2 + w + h));
    const w3r = f32x4.splat(load<f32>(w3 + w)), w3i = f32x4.splat(load<f32>(w3 + w + h));
    const from: usize = s * p;
    const to: usize = 4 * s * p;
    for (let q: usize = 0; q < s; q += 16) {
      const i = from + q;
      const ar = v128.load(xr + i), ai = v128.load(xi + i);
      const br = v128.load(xr + i + ms), bi = v128.load(xi + i + ms);
      const cr = v128.load(xr + i + 2 * ms), ci = v128.load(xi + i + 2 * ms);
      const dr = v128.load(xr + i + 3 * ms), di = v128.load(xi + i + 3 * ms);
      const sr = f32x4.add(ar, cr), si = f32x4.add(ai, ci);
      const tr = f32x4.sub(ar, cr), ti = f32x4.sub(ai, ci);
      const ur = f32x4.add(br, dr), ui = f32x4.add(bi, di);
      const vr = f32x4.sub(di, bi), vi = f32x4.sub(br, dr);
      const o = to + q;
      v128.store(yr + o, f32x4.add(sr, ur));
      v128.store(yi + o, f32x4.add(si, ui));
      let zr = f32x4.sub(tr, vr), zi = f32x4.sub(ti, vi);
      v128.store(yr + o + s, f32x4.sub(f32x4.mul(zr, w1r), f32x4.mul(zi, w1i)));
      v128.store(yi + o + s, f32x4.add(f32x4.mul(zr, w1i), f32x4.mul(zi, w1r)));
      zr = f32x4.sub(sr, ur); zi = f32x4.sub(si, ui);
      v128.store(yr + o + 2 * s, f32x4.sub(f32x4.mul(zr, w2r), f32x4.mul(zi, w2i)));
      v128.store(yi + o + 2 * s, f32x4.add(f32x4.mul(zr, w2i), f32x4.mul(zi, w2r)));
      zr = f32x4.add(tr, vr); zi = f32x4.add(ti, vi);
      v128.store(yr + o + 3 * s, f32x4.sub(f32x4.mul(zr, w3r), f32x4.mul(zi, w3i)));
      v128.store(yi + o + 3 * s, f32x4.add(f32x4.mul(zr, w3i), f32x4.mul(zi, w3r)));
    }
  }
}
