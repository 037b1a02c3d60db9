const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Text whose UTF-8 was read as Latin-1, put right: "CafÃ©" to "Café". Meta's downloads write every byte as a character of its own.
 * Text that is not of that kind stays.
 */
export function repairMojibake(text: string): string {
  let high = false;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 255) return text;
    high ||= code > 127;
    bytes[at] = code;
  }
  if (!high) return text;
  try {
    return decoder.decode(bytes);
  } catch {
    return text;
  }
}
