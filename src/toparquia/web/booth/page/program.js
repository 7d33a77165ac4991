// "This booth is the one announced": the page hashes the files that it was given and compares with the Gazette's hash.
// A false page could lie about itself; so the hash is shown, to be compared on another device.

import { Client } from "./client.js";
import { Place } from "./parts.js";
import { Urn } from "./server.js";

/** Return the hash of the program that a page was given. */
export async function programOf(client, addresses) {
  const names = Object.keys(addresses).sort();
  const contents = await Promise.all(names.map(async (name) => (await fetch(addresses[name])).text()));
  const { hashes } = await client.ask("hashes", { contents });
  const lines = names.map((name, i) => `${hashes[i]}  ${name}\n`).join("");
  return (await client.ask("hashes", { contents: [lines] })).hashes[0];
}

export async function announce(root) {
  const place = new Place(root);
  place.on("program", async () => {
    const client = new Client(root.dataset.worker);
    try {
      const own = await programOf(client, JSON.parse(root.dataset.files));
      const { program } = await new Urn(root.dataset.vote).state();
      place.say("own", own);
      place.say("verdict", place.words(own === program ? "program-right" : program ? "program-wrong" : "program-unannounced"));
    } catch {
      place.say("verdict", place.words("program-failed"));
    }
    client.close();
  });
}
