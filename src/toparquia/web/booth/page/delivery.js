// How a sealed ballot gets to the board: saved on this phone, sent, recorded. Three words for three things.

import { Refused, Unreachable } from "./server.js";

const AGAIN_AFTER = 15_000;
const slipOf = ({ ballot }) => JSON.parse(ballot).credential;

export class Delivery {
  shown = null;
  #timer = null;
  #busy = false;

  constructor(booth, store) {
    Object.assign(this, { booth, store });
    globalThis.addEventListener("online", () => this.resume());
  }

  get isBusy() {
    return this.booth.place.dataset.now === "sent";
  }

  /** Save a sealed ballot and bring it as far as it gets; an earlier one of the same slip that still waits is gone. */
  async send(item) {
    this.shown = item.tracker;
    const slip = slipOf(item);
    for (const other of await this.store.of(item.vote)) if (slipOf(other) === slip) await this.store.forget(other.tracker);
    await this.store.keep(item);
    this.tell("saved", this.store.lasts ? "saved" : "saved-open");
    await this.resume();
  }

  /** Bring what waits on its way. */
  async resume() {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      // One by one until nothing waits: a ballot that is kept meanwhile goes too.
      for (let item; ([item] = await this.store.of(this.booth.urn.root)), item; ) await this.#bring(item);
    } catch (fault) {
      if (!(fault instanceof Unreachable)) throw fault;
      this.tell("saved", "no-signal");
      this.#timer = setTimeout(() => this.resume(), AGAIN_AFTER);
    } finally {
      this.#busy = false;
    }
  }

  async #bring({ tracker, ballot }) {
    // At a kiosk the screen is the next voter's by now: their choice stays, and nobody else's code is shown.
    if (!this.booth.isKiosk && this.booth.place.dataset.now !== "sent") {
      this.shown = tracker;
      this.booth.show(tracker);
    }
    try {
      await this.booth.urn.cast(ballot);
      this.#tellOf(tracker, "sent");
      const { recorded, place } = await this.booth.urn.find(tracker);
      // Where its place in the chain is told, it is worked out here: the server's yes alone is not enough.
      if (!recorded || !(await this.booth.isAt(tracker, place))) throw new Unreachable();
      await this.store.forget(tracker);
      this.#tellOf(tracker, "recorded");
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      await this.store.forget(tracker);
      const because = fault.in(this.booth.language);
      this.#tellOf(tracker, "refused", { because });
    }
  }

  /** Forget whose code is on the screen. */
  leave() {
    this.shown = null;
  }

  #tellOf(tracker, word, facts) {
    if (tracker === this.shown) this.tell(word, word, facts);
  }

  /** Show how far it got; `word` is the sentence that is read aloud. */
  tell(state, word, facts) {
    const { booth } = this;
    booth.part("states").dataset.state = state;
    booth.say("state", booth.words(`state-${word}`, facts));
    const reached = ["saved", "sent", "recorded"].indexOf(state);
    for (const [i, row] of [...booth.part("states").children].entries()) row.dataset.reached = i <= reached ? "yes" : "no";
    booth.part("retry").hidden = state === "recorded" || state === "refused";
    booth.part("leave").hidden = state !== "recorded" && state !== "refused" && !this.store.lasts;
  }
}
