/** Text of XML documents, indented by two spaces. */

/** Characters that XML 1.0 has no way to write are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

export type Attributes = Readonly<Record<string, string | number>>;

function head(name: string, attributes: Attributes): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return name + pairs.join("");
}

/** An element with lines inside; empty ones close themselves. */
export function element(name: string, inner: readonly string[] = [], attributes: Attributes = {}): string[] {
  if (inner.length === 0) return [`<${head(name, attributes)}/>`];
  return [`<${head(name, attributes)}>`, ...inner.map((line) => `  ${line}`), `</${name}>`];
}

/** An element with text inside, on one line. */
export function leaf(name: string, text: string | number, attributes: Attributes = {}): string {
  return `<${head(name, attributes)}>${escapeXml(String(text))}</${name}>`;
}
