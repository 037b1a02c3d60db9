/**
 * The key that e-mail addresses are hashed with. It lies in the person's own configuration, never in a project: who has a project
 * alone cannot try addresses out. Hashing does not make anonymous: who has the key can.
 */
import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { NeedError } from "../../foundation/plan/errors.ts";

/** Where the key lies: $XDG_CONFIG_HOME/songwright/fan-key, or ~/.config/songwright/fan-key. */
export function fanKeyPath(): string {
  const given = process.env.XDG_CONFIG_HOME ?? "";
  return join(isAbsolute(given) ? given : join(homedir(), ".config"), "songwright", "fan-key");
}

export interface FanKey {
  /** HMAC-SHA-256 of the address in lower case, without spaces around, as 64 hexadecimal digits. */
  hash(email: string): string;
  /** Under which an erased fan is remembered, so that the next list does not bring them back: nothing of theirs leads to it but the address. */
  eraseMark(email: string): string;
  /** Tells keys apart. */
  readonly fingerprint: string;
}

/** Reads the key, and makes one where there is none: 256 random bits, for its owner only. */
export function openFanKey(): FanKey {
  const path = fanKeyPath();
  let text = readKey(path);
  if (text === null) {
    try {
      mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
      writeFileSync(path, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another run was first.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw new NeedError(
          `a folder for the key that fans are known by, ${join(path, "..")}`,
          `mkdir -p ${join(path, "..")}`,
        );
      }
    }
    text = readKey(path);
  }
  if (text === null || !/^[0-9a-f]{64}$/.test(text)) {
    throw new NeedError(
      `the key that fans are known by, 64 hexadecimal digits in ${path}, which holds something else,`,
      `cp FROM-A-BACKUP ${path}`,
    );
  }
  const key = Buffer.from(text, "hex");
  const hmac = (words: string): string => createHmac("sha256", key).update(words).digest("hex");
  const plain = (email: string): string => email.trim().toLowerCase();
  return {
    hash: (email) => hmac(plain(email)),
    eraseMark: (email) => hmac(`erased\n${plain(email)}`),
    fingerprint: hmac("fingerprint").slice(0, 16),
  };
}

function readKey(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
