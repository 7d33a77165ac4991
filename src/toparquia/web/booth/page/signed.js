// What someone who signed in sends: with their session, and the token that shows that this page sent it.

import { asked } from "./server.js";

/** Send a JSON text, byte for byte, and return the answer. :throws Unreachable, Refused: */
export async function sent(address, body, token) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return (await asked(address, { method: "POST", credentials: "same-origin", headers, body })).json();
}

/** Return what this person may know now. */
export const seen = async (address) => (await asked(address, { credentials: "same-origin", cache: "no-store" })).json();

/** Give a text to the person as a file. */
export function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
