// Looks at samples one by one: numbers or not, on a grid or not.

// @ts-nocheck: AssemblyScript

// 1 where every one of `frames` floats (a multiple of 4) is a number, 0 where one is NaN or infinite.
export function allFinite(x: usize, frames: i32): i32 {
  let sum = f32x4.splat(0);
  for (let n: usize = 0, end: usize = (<usize>frames) << 2; n < end; n += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(x + n), f32x4.splat(0)));
  }
  return i32(!v128.any_true(f32x4.ne(sum, f32x4.splat(0))));
}

// 1 where every float times `scale` is a whole number.
export function onGrid(x: usize, frames: i32, scale: f32): i32 {
  const by = f32x4.splat(scale);
  for (let n: usize = 0, end: usize = (<usize>frames) << 2; n < end; n += 16) {
    const y = f32x4.mul(v128.load(x + n), by);
    if (v128.any_true(f32x4.ne(y, f32x4.trunc(y)))) return 0;
  }
  return 1;
}

// The first frame from `from` on with |x| >= level, or `frames` where there is none. Reads up to the next multiple of 4.
export function firstAtLeast(x: usize, from: i32, frames: i32, level: f32): i32 {
  const by = f32x4.splat(level);
  for (let n = from & ~3; n < frames; n += 4) {
    const mask = i32x4.bitmask(f32x4.ge(f32x4.abs(v128.load(x + ((<usize>n) << 2))), by));
    if (mask) {
      for (let i = 0; i < 4; i++) if ((mask >> i) & 1 && n + i >= from) return min(n + i, frames);
    }
  }
  return frames;
}
