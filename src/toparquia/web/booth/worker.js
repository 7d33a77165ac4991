// The booth's worker: secrets come in by message, and only what was asked for goes out. It has no network.

import { Desk, helpAt } from "./answering.js";
import { sourceOfBytes, windowed } from "./verifier/archive.js";
import { CHECKS } from "./verifier/verify.js";

// Progress is told some times a second, not for each of a million ballots.
const PATIENCE = 100;

if (typeof WorkerGlobalScope !== "undefined" && globalThis instanceof WorkerGlobalScope) {
  const desk = new Desk();
  globalThis.onmessage = async ({ data: { id, ...asked } }) => {
    if (asked.verb === "help") {
      helpAt(asked.port);
      return;
    }
    let told = 0;
    const progress = (step, done, total) => {
      if (performance.now() - told < PATIENCE && done !== total) return;
      told = performance.now();
      globalThis.postMessage({ id, progress: { step, done, total } });
    };
    globalThis.postMessage({ id, ...(await desk.answer(asked, progress)) });
  };
}

// For the same bundle outside a browser: see node/.
export { CHECKS, Desk, sourceOfBytes, windowed };
