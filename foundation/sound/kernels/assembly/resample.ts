// Sample-rate conversion by L/M: each output frame is one row of a polyphase filter times the input around it.
//   out[n] = sum_k rows[phase][k] x[at + k],  then phase += M, at += phase div L, phase mod L

// @ts-nocheck: AssemblyScript
// `taps` is a multiple of 8. Returns where it stopped: `at` (frames from x); the phase is stored at `phaseAt`.
export function resample(
  x: usize, out: usize, count: i32, at: i32, phaseAt: usize, up: i32, down: i32, taps: i32, rows: usize,
): i32 {
  let phase = load<i32>(phaseAt);
  const whole = down / up;
  const rest = down % up;
  const bytes: usize = (<usize>taps) << 2;
  for (let n: i32 = 0; n < count; n++) {
    const row = rows + bytes * phase;
    const from = x + ((<usize>at) << 2);
    let a = f32x4.splat(0), b = f32x4.splat(0);
    for (let k: usize = 0; k < bytes; k += 32) {
      a = f32x4.add(a, f32x4.mul(v128.load(row + k), v128.load(from + k)));
      b = f32x4.add(b, f32x4.mul(v128.load(row + k + 16), v128.load(from + k + 16)));
    }
    const s = f32x4.add(a, b);
    store<f32>(out + ((<usize>n) << 2), (f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1)) + (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3)));
    at += whole;
    phase += rest;
    if (phase >= up) {
      phase -= up;
      at++;
    }
  }
  store<i32>(phaseAt, phase);
  return at;
}
