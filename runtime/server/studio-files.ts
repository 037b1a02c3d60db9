/** The studio's own files: built by Vite into dist/studio, served without the token. They hold nothing of a person's. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { securityHeaders } from "./security-headers.ts";

/** dist/studio: from runtime/server in the repository, or from dist/runtime/server in the package. */
export function studioFolder(): string {
  const [source, built] = ["../../dist/studio/", "../../studio/"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ) as [string, string];
  // The sources lie there in the repository, and have no assets.
  return existsSync(`${built}assets`) ? built : source;
}

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Songwright</title>
<body><h1>The studio is not built yet</h1>
<p>In the folder of Songwright: <code>npm run studio</code>. Then load this page again.</p></body></html>
`;

export async function serveStudio(app: FastifyInstance, folder: string): Promise<void> {
  const index = async (reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(16).toString("base64");
    const page = await readFile(`${folder}/index.html`, "utf8").catch(() => null);
    return reply
      .headers(securityHeaders(nonce))
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(page === null ? NOT_BUILT : withNonce(page, nonce));
  };
  // The screens are one page, whatever the address says.
  for (const url of ["/", "/index.html", "/settings", "/project/:project", "/project/:project/:screen"])
    app.get(url, (_, reply) => index(reply));
  if (!existsSync(folder)) return;
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    dotfiles: "ignore",
    cacheControl: false,
    setHeaders: (answer, path) => {
      // Vite puts a hash of the content into the names in here.
      const forever = /[\\/]assets[\\/]/.test(path);
      answer.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}

/** The page with this answer's nonce, for styles that the studio makes while it runs. */
function withNonce(page: string, nonce: string): string {
  const meta = `<meta name="style-nonce" content="${nonce}">`;
  const known = /<meta name="style-nonce"[^>]*>/;
  return known.test(page) ? page.replace(known, meta) : page.replace(/<head[^>]*>/, (head) => `${head}${meta}`);
}
