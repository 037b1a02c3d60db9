/**
 * Compiles the AssemblyScript kernels into `kernels.wasm.ts`, which is committed: nothing is compiled at start.
 * `kernels.test.ts` compiles again and compares, so the two cannot drift.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

export async function compileKernels(): Promise<Uint8Array> {
  const entry = fileURLToPath(new URL("./assembly/index.ts", import.meta.url));
  const stderr = asc.createMemoryStream();
  let binary: Uint8Array | undefined;
  const { error } = await asc.main(
    [
      entry,
      "--outFile",
      "kernels.wasm",
      "-O3",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "--importMemory",
      "--noAssert",
      "--baseDir",
      "/",
    ],
    {
      stderr,
      writeFile: (name: string, contents: Uint8Array | string) => {
        if (name.endsWith(".wasm")) binary = contents as Uint8Array;
      },
    },
  );
  if (error || !binary) throw new Error(`the kernels do not compile: ${stderr.toString()}`);
  return binary;
}

export function wasmModuleSource(binary: Uint8Array): string {
  const text = Buffer.from(binary).toString("base64");
  return `// Compiled from assembly/ by build.ts ("npm run kernels"). Do not edit.\nexport const kernelsWasm: string =\n  "${text}";\n`;
}

if (import.meta.main) {
  const binary = await compileKernels();
  writeFileSync(fileURLToPath(new URL("./kernels.wasm.ts", import.meta.url)), wasmModuleSource(binary));
  console.log(`kernels.wasm.ts: ${binary.length} bytes of WebAssembly`);
}
