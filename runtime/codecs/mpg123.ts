import { InputError } from "../../foundation/plan/errors.ts";

/** What mpg123-decoder has inside: its own loop prints errors and can go round for ever on a broken stream. */
interface Mpg123Inside {
  readonly ready: Promise<void>;
  free(): void;
  readonly _decoder: number;
  readonly _common: {
    readonly wasm: {
      mpeg_decoder_feed(decoder: number, input: number, bytes: number): number;
      mpeg_decoder_read(
        decoder: number,
        output: number,
        outputSize: number,
        samplesDecoded: number,
        sampleRate: number,
        errorString: number,
      ): number;
    };
  };
  readonly _input: { readonly ptr: number; readonly buf: Uint8Array; readonly len: number };
  readonly _output: { readonly ptr: number; readonly buf: Float32Array; readonly len: number };
  readonly _samplesDecodedPtr: { readonly ptr: number; readonly buf: Uint32Array };
  readonly _sampleRatePtr: { readonly ptr: number; readonly buf: Uint32Array };
  readonly _errorStringPtr: { readonly ptr: number; readonly buf: Uint32Array };
}

const needMore = -10;
const newFormat = -11;

/** An MPEG audio decoder: whole MPEG frames in, floats out. */
export interface Mpg123 {
  /** Decodes the frames in `bytes` (at most 64 KiB). Always two channels; those of mono are alike. */
  decode(bytes: Uint8Array): { left: Float32Array; right: Float32Array; failed: boolean };
  close(): void;
}

/**
 * mpg123 as WebAssembly, without its own gapless trimming (we know more of the file). The package is LGPL inside: loaded
 * at run time, unmodified, replaceable.
 */
export async function loadMpg123(): Promise<Mpg123> {
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoder = new MPEGDecoder({ enableGapless: false }) as unknown as Mpg123Inside;
  await decoder.ready;
  const { _common: common, _input: input, _output: output, _decoder: handle } = decoder;
  const { _samplesDecodedPtr: decoded, _sampleRatePtr: rate, _errorStringPtr: error } = decoder;
  return {
    decode: (bytes) => {
      if (bytes.length > input.len) throw new InputError("bytes", `at most ${input.len}`, `${bytes.length}`);
      input.buf.set(bytes);
      const left: Float32Array[] = [];
      const right: Float32Array[] = [];
      let failures = 0;
      let code = common.wasm.mpeg_decoder_feed(handle, input.ptr, bytes.length);
      while (code !== needMore) {
        decoded.buf[0] = 0;
        code = common.wasm.mpeg_decoder_read(handle, output.ptr, output.len, decoded.ptr, rate.ptr, error.ptr);
        const frames = decoded.buf[0]!;
        if (frames > 0) {
          left.push(output.buf.slice(0, frames));
          right.push(output.buf.slice(frames, 2 * frames));
        }
        // A broken frame is told again and again: a few times are enough.
        if (code !== needMore && code !== newFormat && code !== 0 && ++failures > 8) break;
        if (code === 0 && frames === 0 && ++failures > 8) break;
      }
      return { left: joined(left), right: joined(right), failed: failures > 0 };
    },
    close: () => decoder.free(),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
