const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648, section 4: also where there is no `atob`, as in an audio worklet. Throws RangeError for other characters. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const length = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let [bits, count, at] = [0, 0, 0];
  for (let n = 0; n < length; n++) {
    const value = ALPHABET.indexOf(text[n] as string);
    if (value < 0) throw new RangeError(`base64: character ${n} is ${JSON.stringify(text[n])}`);
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = (bits >> count) & 0xff;
  }
  return bytes;
}
