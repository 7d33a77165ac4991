// The committed bundle in Node: nothing to install, and the same bytes as in the browser.

import { createHash, webcrypto } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import vm from "node:vm";

// Debian 12's Node has it, but not where browsers have it.
globalThis.crypto ??= webcrypto;

const BUILT = new URL("../../static/web/booth/", import.meta.url);

/** Return what the worker's bundle has, once its bytes are those of the published hash. */
export async function bundle() {
  const [source, said] = await Promise.all([
    readFile(new URL("booth-worker.js", BUILT)),
    readFile(new URL("booth.json", BUILT), "utf8"),
  ]);
  const hash = createHash("sha256").update(source).digest("hex");
  if (hash !== JSON.parse(said).files["booth-worker.js"]) throw new Error("booth-worker.js is not the published one");
  vm.runInThisContext(`${source}\nglobalThis.toparquiaBooth = toparquiaBooth;`, { filename: "booth-worker.js" });
  return { ...globalThis.toparquiaBooth, hash };
}

/** Read a file in parts; who is done with it calls `close`. */
export async function sourceOfPath({ windowed }, path) {
  const file = await open(path);
  const { size } = await file.stat();
  const source = windowed({
    size,
    async read(start, length) {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, start);
      return bytes.subarray(0, bytesRead);
    },
  });
  return { ...source, close: () => file.close() };
}
