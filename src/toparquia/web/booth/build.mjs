// Makes the bundles and the list of their hashes. `node build.mjs [FOLDER]`; the same sources give the same bytes.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build, version } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const FOLDERS = ["primitives", "casting", "verifier", "page"];
const ALONE = ["answering.js", "worker.js", "main.js", "offices.js", "build.mjs", "package.json", "package-lock.json", ".npmrc"];
const BUNDLES = { "booth-worker.js": "worker.js", "booth.js": "main.js", "booth-offices.js": "offices.js" };
const into = process.argv[2] ?? `${HERE}../static/web/booth`;

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Return one hash for all sources: of the lines "hash  name" in the order of names. */
async function sourcesHash() {
  const names = [...ALONE];
  for (const folder of FOLDERS) {
    for (const name of await readdir(`${HERE}${folder}`)) if (name.endsWith(".js")) names.push(`${folder}/${name}`);
  }
  const lines = [];
  for (const name of names.sort()) lines.push(`${hashOf(await readFile(`${HERE}${name}`))}  ${name}\n`);
  return hashOf(lines.join(""));
}

await mkdir(into, { recursive: true });
const files = {};
for (const [name, entry] of Object.entries(BUNDLES)) {
  const { outputFiles } = await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: entry === "worker.js" ? "toparquiaBooth" : "toparquiaPage",
    // Phones of 2020 and later.
    target: ["chrome80", "firefox78", "safari14.1"],
    charset: "utf8",
    legalComments: "eof",
    write: false,
    logLevel: "warning",
  });
  await writeFile(`${into}/${name}`, outputFiles[0].contents);
  files[name] = hashOf(outputFiles[0].contents);
}
// One hash for the whole program, which is announced when a vote opens: of the lines "hash  name" of its files.
const program = hashOf(Object.entries(files).sort().map(([name, hash]) => `${hash}  ${name}\n`).join(""));
const said = { program, sources: await sourcesHash(), files, esbuild: version };
await writeFile(`${into}/booth.json`, `${JSON.stringify(said, null, 2)}\n`);
