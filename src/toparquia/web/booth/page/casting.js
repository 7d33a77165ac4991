// The voting booth, step by step: slip, choice, reading back, sealing, then audit or cast. What is secret is in the
// worker and on the screen; only the sealed ballot is kept or sent.

import { Client } from "./client.js";
import { qrOf } from "./codes.js";
import { Delivery } from "./delivery.js";
import { Place } from "./parts.js";
import { shownQuestions } from "./questions.js";
import { signsOf, Urn } from "./server.js";
import { canScan, scan, slipIn, slipOfAddress } from "./slips.js";
import { InMemory, waiting } from "./waiting.js";

export class Booth extends Place {
  #desk = null;
  #slips = [];
  #scanning = null;
  #coming = null;

  constructor(place) {
    super(place);
    this.urn = new Urn(place.dataset.vote);
    this.language = place.dataset.language;
    this.isKiosk = place.dataset.kiosk === "yes";
  }

  async start() {
    this.#coming = slipOfAddress();
    // A link followed while the page is open, perhaps before it is ready.
    globalThis.addEventListener("hashchange", () => {
      const slip = slipOfAddress();
      if (this.place.dataset.now === "slip") this.takeSlip(slip);
      else this.#coming = slip;
    });
    this.listen();
    // Without a generator that can be trusted there is no secret vote.
    if (typeof globalThis.crypto?.getRandomValues !== "function") return this.stop("randomness");
    const store = this.isKiosk ? new InMemory() : await waiting();
    this.delivery = new Delivery(this, store);
    this.#desk = new Client(this.place.dataset.worker);
    try {
      this.state = await this.urn.state();
      if (!this.isKiosk && this.state.state === "setting_up") return this.stop("early");
      const election = await this.urn.election();
      this.election = election;
      await this.#desk.ask("open", { election });
      // The whole list where it is short, so that a vote can begin without connection; else a part of it, later.
      this.listed = signsOf(this.state) === 0 ? await this.urn.credentials("") : null;
    } catch {
      return this.stop("unready");
    }
    await this.delivery.resume();
    if (!this.isOpen() && !this.isKiosk) return this.delivery.isBusy ? undefined : this.stop(this.notOpen());
    this.questions = JSON.parse(this.election).questions;
    return this.isKiosk ? this.step("locked") : this.begin();
  }

  // The server's clock and not the phone's; the database decides in the end.
  isOpen() {
    const { state, opens_at: opens, server_time: time, closes_at: closes } = this.state;
    return state === "open" && Date.parse(opens) <= Date.parse(time) && Date.parse(time) < Date.parse(closes);
  }

  notOpen() {
    const { state, opens_at: opens, server_time: time } = this.state;
    return state === "setting_up" || Date.parse(time) < Date.parse(opens) ? "early" : "late";
  }

  stop(reason) {
    this.say("stopped", this.words(`stop-${reason}`));
    this.step("stopped");
  }

  listen() {
    this.part("slip-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.takeSlip(slipIn(this.part("slip").value));
    });
    this.part("choice-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.review();
    });
    this.on("change", () => this.step("choose"));
    this.on("seal", () => this.seal());
    this.on("cast", () => this.cast());
    this.on("audit", () => this.audit());
    this.on("again", () => this.step("choose"));
    this.on("retry", () => this.delivery.resume());
    this.on("print", () => globalThis.print());
    this.on("finish", () => this.finish());
    this.on("save-audit", () => this.saveAudit());
    const button = this.place.querySelector('[data-action="scan"]');
    button.hidden = !canScan();
    button.addEventListener("click", () => this.look());
  }

  begin() {
    this.#slips = [];
    this.part("slip").value = "";
    this.wrong("slip-wrong", "");
    this.wrong("choice-wrong", "");
    this.shown = shownQuestions(this, this.questions);
    this.part("questions").replaceChildren(...this.shown.map(({ element }) => element));
    this.step("slip");
    const slip = this.#coming;
    this.#coming = null;
    if (slip !== null) this.takeSlip(slip);
  }

  async look() {
    this.#scanning?.abort();
    this.#scanning = new AbortController();
    const video = this.part("camera");
    video.hidden = false;
    const read = (text) => slipIn(text) !== null && (this.takeSlip(slipIn(text)), true);
    try {
      await scan(video, read, this.#scanning.signal);
    } catch {
      this.wrong("slip-wrong", this.words("no-camera"));
    }
    video.hidden = true;
  }

  /** Take a slip's letters: of two authorities, one half after the other. */
  async takeSlip(slip) {
    if (this.place.dataset.now !== "slip") return;
    if (slip === null) return this.wrong("slip-wrong", this.words("slip-unreadable"));
    this.part("slip").value = "";
    if (!this.#slips.includes(slip)) this.#slips.push(slip);
    if (this.#slips.length < (this.state.sources ?? 1)) return this.wrong("slip-wrong", this.words("slip-second"));
    const { credential } = await this.#desk.ask("identify", { slip: this.#slips.join("+") });
    this.#slips = [];
    const listed = await this.#partWith(credential);
    if (listed?.includes(credential) === false) return this.wrong("slip-wrong", this.words("slip-unlisted"));
    this.#scanning?.abort();
    this.wrong("slip-wrong", "");
    this.step("choose");
    // The connection was cut before its part of the list was there: the urn will say, and the voter knows.
    return this.wrong("choice-wrong", listed === null ? this.words("slip-unchecked") : "");
  }

  /** Return the part of the list that a credential would be in: so many others are in it that it tells of nobody. */
  async #partWith(credential) {
    if (this.listed !== null) return this.listed;
    return this.urn.credentials(credential.slice(0, signsOf(this.state))).catch(() => null);
  }

  review() {
    const wrong = this.shown.map((one) => one.wrong()).find((text) => text !== "");
    this.wrong("choice-wrong", wrong ?? "");
    if (wrong !== undefined) return;
    this.part("review").replaceChildren(...this.shown.map((one) => one.readBack()));
    this.step("review");
  }

  async seal() {
    this.say("sealing", this.words("sealing"));
    const choices = this.shown.map((one) => one.numbers());
    const { tracker } = await this.#desk.ask("encrypt", { choices });
    this.say("sealing", "");
    this.say("tracker", tracker);
    this.step("sealed");
  }

  async audit() {
    const audited = await this.#desk.ask("audit");
    const { election } = this;
    // Another worker, which never knew the choice, opens it with what was shown.
    const other = new Client(this.place.dataset.worker);
    const { opened } = await other.ask("checkAudit", { election, ...audited });
    other.close();
    this.audited = { election, ...audited };
    this.say("audit-verdict", this.words(opened ? "audit-right" : "audit-wrong"));
    this.say("audit-tracker", audited.tracker);
    this.part("opened").replaceChildren(...this.shown.map((one, i) => one.opened(audited.openings[i])));
    this.say("audit-text", JSON.stringify({ tracker: audited.tracker, openings: audited.openings }, null, 1));
    this.step("audit");
  }

  /** Test that the board's hash follows from this ballot and those after it, where its place is told already. */
  async isAt(tracker, place) {
    // While people vote the board is told by batches only; the tracking page looks again later.
    if (!place?.after) return true;
    const { head } = await this.#desk.ask("headWith", { tracker, place });
    return head === place.head;
  }

  saveAudit() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(this.audited)], { type: "application/json" }));
    link.download = "boleta-abierta.json";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async cast() {
    const { ballot, tracker } = await this.#desk.ask("cast");
    this.clear();
    this.show(tracker);
    await this.delivery.send({ tracker, ballot, vote: this.urn.root });
  }

  show(tracker) {
    const address = new URL(`${this.place.dataset.tracking}#${tracker}`, globalThis.location.href).href;
    this.say("code", tracker);
    this.part("qr").replaceChildren(qrOf(address, this.words("qr")));
    this.step("sent");
  }

  /** Forget the choice, on the screen too; the tracking code stays. */
  clear() {
    for (const name of ["questions", "review", "opened"]) this.part(name).replaceChildren();
    for (const name of ["tracker", "audit-text", "audit-tracker"]) this.say(name, "");
    this.audited = undefined;
  }

  async finish() {
    await this.#desk.ask("leave");
    this.delivery.leave();
    this.clear();
    this.say("code", "");
    this.part("qr").replaceChildren();
    if (this.isKiosk) this.step("locked");
    else this.step("left");
  }
}
