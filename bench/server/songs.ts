/** Songs to give the server work. */

const RATE = 44_100;

/** WAV of a chord of sawtooth waves with a slow swell, in 16 bits, stereo. */
export function sawtoothSong(seconds: number, pitch: number): Buffer {
  const frames = seconds * RATE;
  const bytes = Buffer.alloc(44 + frames * 4);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(frames * 4, 40);
  for (let t = 0; t < frames; t++) {
    const swell = 0.5 + 0.4 * Math.sin(t / RATE / 3);
    const wave = (hertz: number): number => ((t * hertz) / RATE) % 1;
    const value = swell * 9000 * (wave(pitch) + wave(pitch * 1.25) + wave(pitch * 1.5) - 1.5);
    bytes.writeInt16LE(Math.round(value), 44 + t * 4);
    bytes.writeInt16LE(Math.round(value * 0.9), 46 + t * 4);
  }
  return bytes;
}
