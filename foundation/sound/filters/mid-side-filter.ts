import type { Block } from "../audio.ts";
import { createFft } from "../transforms/fft.ts";
import { join, type Processor } from "./processor.ts";

/**
 * Filters mid and side of a stereo sound by an impulse response each (of one length, a power of 2): overlap-save with
 * blocks of that length. `delay` frames (the centre of a linear-phase response) are taken off the front.
 * A. V. Oppenheim and R. W. Schafer, Discrete-Time Signal Processing, section 8.7.3.
 */
export function createMidSideFilter(mid: Float32Array, side: Float32Array, delay: number): Processor {
  const taps = mid.length;
  const size = 2 * taps;
  const fft = createFft(size);
  const { kernels, re, im } = fft;
  const bins = size / 2 + 4;
  const responses = [mid, side].map((response) => {
    const region = fft.floats(2 * bins);
    re.fill(0);
    im.fill(0);
    re.set(response);
    fft.forward();
    region.view.set(re.subarray(0, size / 2 + 1));
    region.view.set(im.subarray(0, size / 2 + 1), bins);
    return region.at;
  });
  const [hm, hs] = responses as [number, number];
  // mid and side of the last `taps` frames, then of the frames not yet filtered
  const history = [new Float32Array(size), new Float32Array(size)] as const;
  let filled = 0;
  let skip = delay;
  let pushed = 0;
  let given = 0;

  const transform = (): Block => {
    const [m, s] = history;
    re.set(m);
    im.set(s);
    fft.forward();
    kernels.filterMidSide(fft.reAt, fft.imAt, hm, hs, bins * 4, size);
    fft.inverse();
    const left = new Float32Array(taps);
    const right = new Float32Array(taps);
    const scale = 1 / size;
    for (let n = 0; n < taps; n++) {
      const a = (re[taps + n] as number) * scale;
      const b = (im[taps + n] as number) * scale;
      left[n] = a + b;
      right[n] = a - b;
    }
    m.copyWithin(0, taps);
    s.copyWithin(0, taps);
    filled = 0;
    return [left, right];
  };

  const push = (block: Block): Block => {
    const l = block[0] as Float32Array;
    const r = block[1] as Float32Array;
    const ready: Block[] = [];
    for (let done = 0; done < l.length; ) {
      const count = Math.min(l.length - done, taps - filled);
      const [m, s] = history;
      for (let n = 0; n < count; n++) {
        const a = l[done + n] as number;
        const b = r[done + n] as number;
        m[taps + filled + n] = (a + b) * 0.5;
        s[taps + filled + n] = (a - b) * 0.5;
      }
      done += count;
      filled += count;
      if (filled === taps) ready.push(transform());
    }
    pushed += l.length;
    const out = join(ready);
    const drop = Math.min(skip, out[0]?.length ?? 0);
    skip -= drop;
    given += (out[0]?.length ?? 0) - drop;
    return drop === 0 ? out : out.map((samples) => samples.subarray(drop));
  };

  return {
    push,
    flush: () => {
      const missing = pushed - given;
      if (missing === 0) return [new Float32Array(0), new Float32Array(0)];
      const silence = new Float32Array(missing + skip + taps);
      return push([silence, silence]).map((samples) => samples.subarray(0, missing));
    },
  };
}
