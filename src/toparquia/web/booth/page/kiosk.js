// A booth in a polling place. The officer's number releases one session; it is known to this page alone and is gone with
// it. Nothing is stored: the machine has no trace of who voted, of an order or of a time.

import { Booth } from "./casting.js";

const IDLE = 240_000;
const WARNING = 60_000;
const DONE = 60_000;
const FEWEST_DIGITS = 4;

export class Kiosk extends Booth {
  #number = null;
  #timers = [];

  async start() {
    this.place.addEventListener("pointerdown", () => this.stay());
    this.place.addEventListener("keydown", () => this.stay());
    this.part("setup-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.setUp(this.part("number").value);
    });
    this.part("release-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.release(this.part("release").value);
    });
    await super.start();
    if (this.place.dataset.now === "locked") super.step("setup");
  }

  setUp(number) {
    this.part("number").value = "";
    if (!/^\d+$/.test(number) || number.length < FEWEST_DIGITS) return this.wrong("setup-wrong", this.words("number-short"));
    this.#number = number;
    this.wrong("setup-wrong", "");
    return this.step("locked");
  }

  async release(number) {
    this.part("release").value = "";
    if (number !== this.#number) return this.wrong("release-wrong", this.words("number-wrong"));
    this.wrong("release-wrong", "");
    this.state = await this.urn.state().catch(() => this.state);
    if (!this.isOpen()) return this.wrong("release-wrong", this.words(`stop-${this.notOpen()}`));
    return this.begin();
  }

  step(name) {
    super.step(name);
    this.stay();
  }

  /** Count the time anew: a screen that nobody touches is cleared for the next person. */
  stay() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.say("idle", "");
    const { now } = this.place.dataset;
    if (["setup", "locked", "stopped"].includes(now)) return;
    const whole = now === "sent" ? DONE : IDLE + WARNING;
    this.#timers = [
      setTimeout(() => this.say("idle", this.words("idle")), whole - WARNING / 2),
      setTimeout(() => this.finish(), whole),
    ];
  }
}
