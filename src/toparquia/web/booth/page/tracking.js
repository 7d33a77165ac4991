// Where a ballot is: the code is typed, scanned, or came with the link.

import { Place } from "./parts.js";
import { trackerIn, Urn } from "./server.js";
import { canScan, scan } from "./slips.js";

export class Tracking extends Place {
  start() {
    this.urn = new Urn(this.place.dataset.vote);
    this.part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.find(trackerIn(this.part("code").value));
    });
    const button = this.place.querySelector('[data-action="scan"]');
    button.hidden = !canScan();
    button.addEventListener("click", () => this.look());
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
    if (tracker === null) return this.tell("wrong", "unreadable");
    this.part("code").value = tracker;
    try {
      const { recorded, counts } = await this.urn.find(tracker);
      if (!recorded) return this.tell("wrong", "unknown");
      return this.tell("right", counts ? "counts" : "replaced");
    } catch (fault) {
      return this.tell("wrong", fault.sentences?.status === 404 ? "unknown" : "unreachable");
    }
  }

  tell(verdict, word) {
    const box = this.made(verdict, { title: this.words(`title-${word}`), text: this.words(`text-${word}`) });
    this.part("answer").replaceChildren(box);
    box.focus();
  }
}
