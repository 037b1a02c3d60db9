/** The studio as files for the server: dist/studio. */
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { dark, light } from "../foundation/look/tokens.ts";

/** Colours of foundation/look/tokens.ts as a style sheet, so that reports and studio have one set. */
function tokenSheet(): Plugin {
  const id = "virtual:tokens.css";
  const rules = (colours: object): string =>
    Object.entries(colours)
      .map(([name, value]) => `--${name}:${value}`)
      .join(";");
  return {
    name: "songwright-tokens",
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) =>
      source === `\0${id}`
        ? `:root{color-scheme:light dark;${rules(light)}}
@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${rules(dark)}}}
:root[data-theme="light"]{color-scheme:light;${rules(light)}}
:root[data-theme="dark"]{color-scheme:dark;${rules(dark)}}`
        : null,
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), tokenSheet()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/studio",
    emptyOutDir: true,
    target: "es2024",
    // A data: URL for a small worklet would be against the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
