// Verify an archive: node verify.mjs ARCHIVE [--json] [--en]. Ends with 0 if all is right, 1 if not, 2 if misused.

import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { bundle, sourceOfPath } from "./booth.mjs";

const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith("--"));
const [path, ...more] = words.filter((word) => !word.startsWith("--"));
if (!path || more.length > 0 || options.some((option) => !["--json", "--en"].includes(option))) {
  console.error("node verify.mjs ARCHIVE [--json] [--en]");
  process.exit(2);
}

const booth = await bundle();
let archive = null;
try {
  archive = await sourceOfPath(booth, path);
} catch {
  console.error(options.includes("--en") ? `can't read ${path}` : `no se puede leer ${path}`);
  process.exit(1);
}
const beside = path.replace(/\.bel$/, ".second-proofs.json");
const { value: report } = await new booth.Desk().answer({
  verb: "verify",
  archive,
  second: beside !== path && existsSync(beside) ? new Uint8Array(readFileSync(beside)) : null,
  language: options.includes("--en") ? "en" : "es",
});
await archive.close();
if (options.includes("--json")) console.log(JSON.stringify(report));
else {
  for (const { name, ok, detail } of report.checks) console.log(`${ok ? "✓" : "✗"} ${name}  ${detail}`);
  for (const [i, { text, answers, blank }] of (report.valid ? report.questions : []).entries()) {
    console.log(`\n${text}`);
    const named = blank ? [options.includes("--en") ? "(blank)" : "(en blanco)", ...answers] : answers;
    for (const [k, answer] of named.entries()) console.log(`${String(report.result[i][k]).padStart(9)}  ${answer}`);
  }
  for (const [name, mark] of Object.entries(report.fingerprints ?? {})) console.log(`${name.padEnd(12)} ${mark}`);
  console.log(`booth-worker ${booth.hash}`);
}
process.exitCode = report.valid ? 0 : 1;
