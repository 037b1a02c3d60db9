/** Compressed MusicXML (.mxl): a ZIP archive that names its score in META-INF/container.xml (MusicXML 4.0). */
import { readZipDirectory, unpackMember } from "../../archive/read-zip.ts";
import { FormatError } from "../../plan/errors.ts";
import { child, childrenOf, mostXmlCharacters, readXml } from "./xml-tree.ts";

const container = "META-INF/container.xml";

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * The bytes of the score in the archive.
 *
 * @throws FormatError without a score, for damaged archives, and where unpacking gives more than 128 MiB
 */
export function unpackMxl(bytes: Uint8Array): Uint8Array {
  const members = readZipDirectory(bytes, { members: 10_000, size: Number.POSITIVE_INFINITY });
  const unpack = (wants: (name: string) => boolean, most: number): Uint8Array | undefined => {
    const member = members.find(({ name }) => wants(name));
    if (member === undefined) return undefined;
    if (member.size > most) {
      throw new FormatError("MXL", 0, `at most ${most} bytes unpacked`, `${member.name} of ${member.size} bytes`);
    }
    return unpackMember(bytes, member);
  };
  const listing = unpack((name) => name === container, 1024 * 1024);
  let wanted: string | null = null;
  if (listing !== undefined) {
    const files = childrenOf(child(readXml(new TextDecoder().decode(listing), "MXL"), "rootfiles"), "rootfile");
    const type = (file: (typeof files)[number]): string =>
      file.attributes["media-type"] ?? "application/vnd.recordare.musicxml+xml";
    wanted = files.find((file) => type(file).endsWith("musicxml+xml"))?.attributes["full-path"] ?? null;
  }
  const isScore = (name: string): boolean =>
    wanted === null ? /^[^/]+\.(musicxml|xml)$/i.test(name) && name !== container : name === wanted;
  const score = unpack(isScore, mostXmlCharacters);
  if (score === undefined) throw new FormatError("MXL", 0, "a score in the archive", wanted ?? "none");
  return score;
}
