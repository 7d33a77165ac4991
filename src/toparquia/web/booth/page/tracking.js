// Where a ballot is: the code is typed, scanned, or came with the link. The server's yes is checked here: in the chain
// that ends with the board's hash, and in the archive once that is out.

import { Client } from "./client.js";
import { Place } from "./parts.js";
import { trackerIn, Urn } from "./server.js";
import { canScan, scan } from "./slips.js";

// An archive of so many ballots is some 2 MB; a larger one is fetched only when the person asks for it.
const FEW = 300;
const WITH_SUM = ["decrypting", "tallied"];

function nowhere(fault) {
  if (fault.sentences?.status !== 404) throw fault;
  return { recorded: false };
}

export class Tracking extends Place {
  #tracker = null;

  start() {
    this.urn = new Urn(this.place.dataset.vote);
    this.desk = new Client(this.place.dataset.worker);
    this.part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.find(trackerIn(this.part("code").value));
    });
    const button = this.place.querySelector('[data-action="scan"]');
    button.hidden = !canScan();
    button.addEventListener("click", () => this.look());
    this.on("search", () => this.search());
    this.place.hidden = false;
    if (globalThis.location.hash.length > 1) this.find(trackerIn(decodeURIComponent(globalThis.location.hash)));
  }

  async look() {
    const video = this.part("camera");
    video.hidden = false;
    const read = (text) => trackerIn(text) !== null && (this.find(trackerIn(text)), true);
    await scan(video, read, new AbortController().signal).catch(() => this.tell("wrong", "no-camera"));
    video.hidden = true;
  }

  async find(tracker) {
    this.part("archive").hidden = true;
    if (tracker === null) return this.tell("wrong", "unreadable");
    this.#tracker = tracker;
    this.part("code").value = tracker;
    try {
      const asked = this.urn.find(tracker).catch(nowhere);
      const [{ recorded, counts, place }, { state, ballots }] = await Promise.all([asked, this.urn.state()]);
      const isOut = WITH_SUM.includes(state);
      // What the server denies may be there all the same: the archive says.
      if (isOut && ballots <= FEW) return await this.search();
      this.part("archive").hidden = !isOut;
      if (!recorded) return this.tell("wrong", "unknown");
      return await this.check(place, counts);
    } catch {
      return this.tell("wrong", "unreachable");
    }
  }

  /** Work out the board's hash from this ballot and those after it, and compare it with the one that is announced. */
  async check(place, counts) {
    // Its place is not told yet, or too many came after it: until then the server is believed, and the page says so.
    const { head } = place?.after ? await this.desk.ask("headWith", { tracker: this.#tracker, place }) : { head: null };
    const { closed } = this.place.dataset;
    if (head !== null && (head !== place.head || (closed && head !== closed))) return this.tell("wrong", "broken");
    this.tell("right", counts ? "counts" : "replaced");
    return this.told(head === null ? "believed" : closed ? "chain-closed" : "chain", head ?? "");
  }

  /** Look for the ballot in the archive itself, on this device. */
  async search() {
    this.part("archive").hidden = true;
    this.say("checked", this.words("searching"));
    try {
      const archive = await this.urn.archive();
      const tracker = this.#tracker;
      const { isWhole, recorded, counts, ballots, head } = await this.desk.ask("trace", { archive, tracker });
      const { closed } = this.place.dataset;
      if (!isWhole || (closed && head !== closed)) return this.tell("wrong", "broken");
      if (!recorded) return this.tell("wrong", "missing");
      this.tell("right", counts ? "counts" : "replaced");
      return this.told("archive", head, { ballots });
    } catch {
      return this.tell("wrong", "unreachable");
    }
  }

  tell(verdict, word) {
    const box = this.made(verdict, { title: this.words(`title-${word}`), text: this.words(`text-${word}`) });
    this.part("answer").replaceChildren(box);
    this.say("checked", "");
    this.part("evidence").hidden = true;
    box.focus();
  }

  /** Say what this device checked, and show the hash that can be compared elsewhere. */
  told(word, head, facts = {}) {
    this.say("checked", this.words(`checked-${word}`, facts));
    this.say("head", head);
    this.part("evidence").hidden = head === "";
  }
}
