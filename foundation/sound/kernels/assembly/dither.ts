// Quantising to an integer grid with dither.

// @ts-nocheck: AssemblyScript

// x[n] <- round(x[n] scale + d) / scale in place, d triangular within +-1 step (two uniform draws of 16 bits from one
// step of xorshift32: G. Marsaglia, JSS 8(14), 2003); with `shaped`, the error of the last two frames is fed back:
// H(z) = 1 - 1.537 z^-1 + 0.8367 z^-2 (S. P. Lipshitz, R. A. Wannamaker, J. Vanderkooy, JAES 40(5), 1992: low order,
// its zeros near 4 kHz). Frames from..to that are marked silent are left alone. state: seed (i32), then two errors (f64).
export function quantise(x: usize, frames: i32, scale: f64, shaped: i32, state: usize): void {
  let seed = load<u32>(state);
  let e1 = load<f64>(state + 8), e2 = load<f64>(state + 16);
  const step = 1.0 / scale;
  const top = scale - 1.0, bottom = -scale;
  for (let n: usize = 0, end: usize = (<usize>frames) << 2; n < end; n += 4) {
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    const d = (<f64>(seed & 0xffff) + <f64>(seed >> 16) - 65535.0) * (1.0 / 65536.0);
    let wanted = <f64>load<f32>(x + n) * scale;
    if (shaped) wanted -= 1.537 * e1 - 0.8367 * e2;
    const value = min(top, max(bottom, nearest<f64>(wanted + d)));
    e2 = e1;
    e1 = value - wanted;
    // An error that clipping made is not fed on.
    if (e1 > 2.0 || e1 < -2.0) e1 = 0;
    store<f32>(x + n, <f32>(value * step));
  }
  store<u32>(state, seed);
  store<f64>(state + 8, e1);
  store<f64>(state + 16, e2);
}
