// The credential authority: slips are made here, printed here and forgotten here. Only public keys are sent, in an order
// that says nothing of the slips; nobody keeps which slip is whose.

import { Client } from "./client.js";
import { qrOf } from "./codes.js";
import { Place } from "./parts.js";
import { Urn } from "./server.js";
import { sent } from "./signed.js";

export class Authority extends Place {
  #slips = [];

  async start() {
    const { vote, worker } = this.place.dataset;
    this.urn = new Urn(vote);
    this.desk = new Client(worker);
    this.part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.make(Number(this.part("count").value));
    });
    this.on("print", () => globalThis.print());
    this.on("forget", () => this.forget());
    globalThis.addEventListener("beforeunload", (event) => this.#slips.length > 0 && event.preventDefault());
    this.place.hidden = false;
    const { sources } = await this.urn.state().catch(() => ({ sources: 1 }));
    this.part("sources").hidden = sources === 1;
  }

  async make(count) {
    this.part("make").disabled = true;
    try {
      const { uuid, group, sources } = await this.urn.state();
      const source = Number(this.part("source").value);
      const progress = ({ done, total }) => this.say("said", this.words("making", { done, total }));
      const { slips } = await this.desk.ask("issue", { group, uuid, count, isHalf: sources > 1 }, progress);
      await this.publish(source, sources, slips);
      this.#slips = slips;
      this.show(sources);
    } catch (fault) {
      this.say("said", fault.sentences ? fault.in(this.place.dataset.language) : this.words("failed"));
    }
    this.part("make").disabled = false;
  }

  /** Of one authority, the list is sorted; two lists are joined number by number and so keep the slips' numbers. */
  async publish(source, sources, slips) {
    const token = this.place.querySelector("[name=csrfmiddlewaretoken]").value;
    const body =
      sources > 1
        ? { source, parts: slips.map(({ credential, proof }) => ({ public: credential, proof })) }
        : { source: 1, credentials: slips.map(({ credential }) => credential).sort() };
    await sent(this.place.dataset.publish, JSON.stringify(body), token);
  }

  show(sources) {
    const address = new URL(this.place.dataset.booth, globalThis.location.href).href;
    const sheets = this.#slips.map(({ slip, credential }, i) => {
      const number = sources > 1 ? this.words("numbered", { number: i + 1 }) : "";
      const sheet = this.made("slip", { letters: slip, number });
      sheet.querySelector("[data-part=qr]").append(qrOf(`${address}#${slip}`, this.words("qr")));
      return sheet;
    });
    this.part("slips").replaceChildren(...sheets);
    this.say("said", this.words("made", { count: this.#slips.length }));
    this.part("after").hidden = false;
    this.part("form").hidden = true;
  }

  forget() {
    this.#slips = [];
    this.part("slips").replaceChildren();
    this.part("after").hidden = true;
    this.desk.close();
    this.say("said", this.words("forgotten"));
  }
}
