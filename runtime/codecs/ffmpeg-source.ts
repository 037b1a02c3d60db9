import { FormatError } from "../../foundation/plan/errors.ts";
import type {
  Block,
  ByteReader,
  ExactBlock,
  SoundFormat,
  SoundSource,
  SoundTags,
} from "../../foundation/sound/audio.ts";
import { checkShape, mostFramesInBlock } from "../../foundation/sound/formats/limits.ts";
import { type Mp4Sound, readMp4Sound } from "../../foundation/sound/formats/mp4-sound.ts";
import { decodePcm, decodePcmExact } from "../../foundation/sound/formats/pcm-decode.ts";
import { machineIsLittleEndian, type PcmLayout } from "../../foundation/sound/formats/pcm-layout.ts";
import { trimFrames } from "../../foundation/sound/formats/trim-frames.ts";
import { WarningList } from "../../foundation/sound/formats/warning-list.ts";
import { type FfmpegPrograms, inputOptions, isThere, startFfmpeg } from "./ffmpeg.ts";
import { type ProbedSound, probeSound } from "./ffprobe.ts";

/** Containers in which ffmpeg itself takes off what the encoder added. */
const gaplessDemuxers = new Set(["matroska", "ogg", "caf"]);

/**
 * Any sound that ffmpeg reads, as a source: AAC, ALAC, WavPack and others. The demuxer is fixed; MP4 files are trimmed
 * here, by their edit list or iTunes' note.
 *
 * @throws NeedError where ffmpeg is not installed; FormatError where it finds no sound
 */
export async function openWithFfmpeg(
  path: string,
  reader: ByteReader,
  demuxer: string,
  programs: FfmpegPrograms,
): Promise<SoundSource> {
  const warnings = new WarningList();
  const mp4 = demuxer === "mov" ? await readMp4Sound(reader) : null;
  const probed = (await plainAac(mp4, programs)) ?? (await probeSound(path, demuxer, programs));
  checkShape(demuxer, 0, probed.sampleRate, probed.channelCount);
  const { sampleRate, channelCount, codec, lossy } = probed;
  const toFrames = (ticks: number) => Math.round((ticks * sampleRate) / mp4!.timescale);
  const skip = mp4?.delayTicks ? toFrames(mp4.delayTicks) : 0;
  const length = mp4?.lengthTicks != null ? toFrames(mp4.lengthTicks) : null;
  if (lossy && (mp4 ? mp4.delayTicks === null : !gaplessDemuxers.has(demuxer))) {
    warnings.add(
      `${codec}.delay-unknown`,
      "The file does not say what its encoder put before the sound: it may begin late.",
      null,
    );
  }
  const samples = lossy ? null : probed.samples;
  const format: SoundFormat = {
    container: demuxer,
    codec,
    lossy,
    sampleRate,
    channelCount,
    samples,
    frames: length ?? probed.frames,
  };
  const kind = samples?.kind === "integer" ? "integer" : "float";
  const layout: PcmLayout = {
    kind,
    bytes: samples?.bits === 64 ? 8 : 4,
    littleEndian: machineIsLittleEndian,
    unsigned: false,
  };

  async function* decoded(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    const order = machineIsLittleEndian ? "le" : "be";
    const raw = `${kind === "integer" ? "s32" : layout.bytes === 8 ? "f64" : "f32"}${order}`;
    const untrimmed = mp4 ? ["-ignore_editlist", "1", "-flags2", "+skip_manual"] : [];
    const args = ["-nostdin", "-v", "error", ...untrimmed, ...inputOptions(demuxer, path)];
    args.push("-map", "0:a:0", "-map_metadata", "-1", "-c:a", `pcm_${raw}`, "-f", raw, "pipe:1");
    const run = startFfmpeg(programs.ffmpeg, args, `to read ${codec}`);
    const kill = () => run.child.kill("SIGKILL");
    signal?.addEventListener("abort", kill, { once: true });
    let bytesRead = 0;
    try {
      run.child.stdin?.end();
      // Blocks of one size, however the pipe cuts: what is summed by block has the same bits every time.
      const frameBytes = layout.bytes * channelCount;
      const blockBytes = mostFramesInBlock * frameBytes;
      let block = new Uint8Array(blockBytes);
      let filled = 0;
      for await (const chunk of run.child.stdout! as AsyncIterable<Uint8Array>) {
        signal?.throwIfAborted();
        for (let at = 0; at < chunk.length; ) {
          const count = Math.min(chunk.length - at, blockBytes - filled);
          block.set(chunk.subarray(at, at + count), filled);
          at += count;
          filled += count;
          if (filled < blockBytes) continue;
          bytesRead += filled;
          yield block;
          block = new Uint8Array(blockBytes);
          filled = 0;
        }
      }
      const rest = filled - (filled % frameBytes);
      bytesRead += rest;
      if (rest > 0) yield block.subarray(0, rest);
      const code = await run.ended;
      signal?.throwIfAborted();
      const said = firstLine(run.messages());
      if (bytesRead === 0) throw new FormatError(demuxer, 0, "sound that ffmpeg can decode", said || "none");
      if (code !== 0 || said !== "") {
        warnings.add(`${codec}.damaged`, `ffmpeg could not read all of it: ${said || `exit ${code}`}`, null, {
          exit: code ?? -1,
        });
      }
    } finally {
      signal?.removeEventListener("abort", kill);
      kill();
    }
  }

  async function* blocks(signal?: AbortSignal): AsyncGenerator<Block> {
    const findings = { notFinite: 0, firstNotFinite: -1, rounded: 0 };
    async function* floats(): AsyncGenerator<Block> {
      for await (const bytes of decoded(signal)) {
        yield decodePcm(bytes, layout, channelCount, bytes.length / layout.bytes / channelCount, findings);
      }
    }
    const passed = yield* trimFrames(floats(), skip, length);
    if (passed === 0) throw new FormatError(demuxer, 0, "frames of sound", "none");
    if (length !== null && passed < length) {
      warnings.add(`${codec}.frame-count`, `The file says ${length} frames, ${passed} were found.`, null, {
        expectedFrames: length,
        foundFrames: passed,
      });
    }
    if (findings.rounded > 0) {
      warnings.add(`${codec}.rounded`, `${findings.rounded} samples were rounded to 32-bit floats.`, null, {
        count: findings.rounded,
      });
    }
  }

  async function* exactBlocks(signal?: AbortSignal): AsyncGenerator<ExactBlock> {
    for await (const bytes of decoded(signal)) {
      yield decodePcmExact(bytes, layout, channelCount, bytes.length / layout.bytes / channelCount);
    }
  }

  const tags: SoundTags = tagsOf(mp4, probed.tags);
  const source: SoundSource = { format, tags, warnings: warnings.list, blocks, close: async () => {} };
  const exact =
    samples !== null && (samples.bits === 64 || (samples.kind === "integer" && samples.bits > 24)) && skip === 0;
  return exact ? { ...source, exactBlocks } : source;
}

/** What needs no probing: the file says all of it, and starting a program for each stem of a song takes long. */
async function plainAac(mp4: Mp4Sound | null, programs: FfmpegPrograms): Promise<ProbedSound | null> {
  if (!mp4?.plainAac || !(await isThere(programs.ffmpeg))) return null;
  return { codec: "aac", lossy: true, ...mp4.plainAac, samples: null, frames: null, tags: {} };
}

function tagsOf(mp4: Mp4Sound | null, probed: SoundTags): SoundTags {
  return mp4 && Object.keys(mp4.tags).length > 0 ? mp4.tags : probed;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.slice(0, 300);
}
