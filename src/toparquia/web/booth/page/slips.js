// The letters of a slip, from a link, a camera or the keyboard.

const LETTERS = /^[1-9A-HJ-NP-Za-km-z]{22}$/;

/** Return the letters of one slip as they are printed, or null. A link is read from its fragment. */
export function slipIn(text) {
  const letters = text.trim().replace(/^.*#/s, "").replace(/[\s-]/g, "");
  if (!LETTERS.test(letters)) return null;
  return [letters.slice(0, 5), letters.slice(5, 11), letters.slice(11, 16), letters.slice(16)].join("-");
}

/** Take the slip out of the address, at once, and out of the browser's history. */
export function slipOfAddress() {
  const { hash, pathname, search } = globalThis.location;
  if (hash.length < 2) return null;
  globalThis.history.replaceState(null, "", pathname + search);
  return slipIn(decodeURIComponent(hash));
}

/** Return whether this device can read a QR code by itself. */
export const canScan = () => "BarcodeDetector" in globalThis && !!navigator.mediaDevices?.getUserMedia;

/** Look through the camera until `read` takes what is seen, or until the signal ends it. */
export async function scan(video, read, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      for (const { rawValue } of await detector.detect(video)) if (read(rawValue)) return;
      await new Promise((next) => requestAnimationFrame(next));
    }
  } finally {
    video.srcObject = null;
    for (const track of stream.getTracks()) track.stop();
  }
}
