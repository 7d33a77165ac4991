// For tests and figures: one question a line of JSON, one answer a line. An archive is given by its path.

import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { bundle, sourceOfPath } from "./booth.mjs";

const booth = await bundle();
const desk = new booth.Desk();
console.log(JSON.stringify({ checks: booth.CHECKS }));
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.archive) asked.archive = await sourceOfPath(booth, asked.archive);
  if (asked.second) asked.second = new Uint8Array(readFileSync(asked.second));
  const started = performance.now();
  const answer = await desk.answer(asked);
  await asked.archive?.close();
  console.log(JSON.stringify({ ...answer, milliseconds: performance.now() - started }));
}
