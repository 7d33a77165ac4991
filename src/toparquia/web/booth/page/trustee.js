// A trustee's page: the key is made and used here, leaves as a file in the trustee's hands, and is never sent. What is
// sent is public. Everybody sees each step's state.

import { Client } from "./client.js";
import { Place } from "./parts.js";
import { Urn } from "./server.js";
import { download, seen, sent } from "./signed.js";

const LOOK_AGAIN = 5_000;
const LETTERS = /^[1-9A-HJ-NP-Za-km-z]{22}$/;

export class Trustee extends Place {
  #key = null;
  #task = "";
  #reading = Promise.resolve();
  #ready = Promise.resolve();
  #opened = null;

  async start() {
    const { vote, worker } = this.place.dataset;
    this.urn = new Urn(vote);
    this.desk = new Client(worker);
    // Whose key is due is known once the state has come; a file chosen before waits for it.
    this.#ready = this.look();
    this.on("do", () => this.act());
    this.part("file").addEventListener("change", ({ target }) => {
      this.#reading = this.readKey(target.files[0]);
    });
    this.part("letters").addEventListener("change", ({ target }) => this.takeLetters(target.value));
    this.place.hidden = false;
    await this.#ready;
    setInterval(() => this.look(), LOOK_AGAIN);
  }

  async look() {
    try {
      this.state = await seen(`${this.urn.root}custodia/estado.json`);
    } catch {
      this.say("said", this.words("unreachable"));
      return;
    }
    this.showSteps();
    this.showTask();
  }

  get size() {
    return this.state.trustees.length;
  }

  /** Return what this trustee has to do now; "" if nothing. */
  task() {
    const { me, kind, certificates, commitments, keys, opened, state } = this.state;
    if (!me) return "";
    const lacks = (list) => !list[me - 1];
    const isWhole = (list) => list.length === this.size && list.every(Boolean);
    if (kind === "single") {
      if (lacks(commitments)) return "key";
      if (lacks(keys)) return isWhole(commitments) ? "show" : "wait";
    } else {
      if (lacks(certificates)) return "certificate";
      if (lacks(commitments)) return isWhole(certificates) ? "commitment" : "wait";
      if (this.lacksPart()) return isWhole(commitments) ? "part" : "wait";
      if (lacks(keys)) return isWhole(this.state.messages) ? "finish" : "wait";
    }
    if (opened.includes(me)) return "done";
    return state === "decrypting" ? "opening" : "wait";
  }

  // The parts are shown all at once; until then the trustee's own step tells whether it was sent.
  lacksPart() {
    const { me, messages, trustees } = this.state;
    return !messages[me - 1] && !["parte", "llave", "hecho", "apertura"].includes(trustees[me - 1].step);
  }

  showSteps() {
    const { trustees, certificates, commitments, keys, opened, kind } = this.state;
    const parts = this.state.messages.map((text, i) => text || ["parte", "llave"].includes(trustees[i].step));
    const lists = kind === "single" ? [commitments, keys] : [certificates, commitments, parts, keys];
    const rows = trustees.map(({ number, name }) => {
      const row = this.made("trustee", { name: name ? `${number}. ${name}` : String(number) });
      const marks = [...lists.map((list) => Boolean(list[number - 1])), opened.includes(number)];
      row.append(...marks.map((done) => this.made(done ? "cell-done" : "cell-due")));
      return row;
    });
    this.part("steps").replaceChildren(...rows);
    const heads = kind === "single" ? ["certificate", "finish", "opening"] : ["certificate", "commitment", "part", "finish", "opening"];
    const head = this.part("heads");
    head.replaceChildren(head.firstElementChild, ...heads.map((one) => this.made("head", { title: this.words(`head-${one}`) })));
    this.say("threshold", this.words("threshold", { threshold: this.state.threshold, size: this.size }));
  }

  showTask() {
    const task = this.task();
    if (task === this.#task && this.part("task").hidden === (task === "")) return;
    this.#task = task;
    this.part("task").hidden = task === "";
    if (task === "") return;
    const has = !["wait", "done"].includes(task);
    this.say("task-text", this.words(`task-${task}`));
    this.say("do", has ? this.words(`do-${task}`) : "");
    this.#opened = null;
    this.part("do").hidden = !has;
    this.part("needs-key").hidden = !has || this.#key !== null || ["certificate", "key"].includes(task);
  }

  async readKey(file) {
    await this.#ready;
    try {
      const key = JSON.parse(await file.text());
      if (key.vote !== this.urn.root || key.number !== this.state.me) throw new Error();
      this.takeKey(key);
    } catch {
      this.say("said", this.words("key-unreadable"));
    }
  }

  takeLetters(letters) {
    const seed = letters.trim();
    if (!LETTERS.test(seed)) return this.say("said", this.words("key-unreadable"));
    return this.takeKey({ vote: this.urn.root, number: this.state.me, seed });
  }

  takeKey(key) {
    this.#key = key;
    this.part("needs-key").hidden = true;
    this.say("said", this.words("key-read"));
  }

  saveKey(key) {
    this.#key = key;
    download(`llave-custodia-${key.number}.json`, JSON.stringify(key));
    this.say("letters-shown", key.seed ?? key.secret);
    this.part("kept").hidden = false;
  }

  async act() {
    const verbs = {
      certificate: () => this.certify(),
      key: () => this.makeKey(),
      commitment: () => this.commit(),
      part: () => this.send("parte", this.#key.message),
      show: () => this.send("llave", this.#key.message),
      finish: () => this.finish(),
      opening: () => this.open(),
    };
    const task = this.#task;
    // Who presses at once after choosing the file has chosen it.
    await this.#reading;
    if (this.#key === null && !["certificate", "key"].includes(task)) return this.say("said", this.words("key-needed"));
    this.part("do").disabled = true;
    this.say("said", this.words("working"));
    try {
      const did = (await verbs[task]()) ?? task;
      this.say("said", this.words(`did-${did}`));
    } catch (fault) {
      this.say("said", fault.sentences ? fault.in(this.place.dataset.language) : this.reason(fault));
    }
    this.part("do").disabled = false;
    return this.look();
  }

  reason({ code }) {
    return this.words(`wrong-${code}`) || this.words("failed", { code: code ?? "" });
  }

  get asked() {
    const { group, threshold, me } = this.state;
    return { group, size: this.size, threshold, index: me, seed: this.#key.seed };
  }

  get certificates() {
    return this.state.certificates.map((text) => JSON.parse(text));
  }

  async certify() {
    const { seed } = await this.desk.ask("newSeed");
    this.saveKey({ vote: this.urn.root, number: this.state.me, seed });
    await this.send("certificado", JSON.stringify(await this.desk.ask("certify", this.asked)));
  }

  async makeKey() {
    const { group, me } = this.state;
    const { secret, published } = await this.desk.ask("newTrustee", { group });
    const message = JSON.stringify({ pok: published.pok, public_key: published.public_key });
    this.saveKey({ vote: this.urn.root, number: me, secret, message });
    // First the hash alone, so that nobody chooses a key after seeing the others'.
    const { hashes } = await this.desk.ask("hashes", { contents: [message] });
    await this.send("compromiso", JSON.stringify({ commitment: hashes[0] }));
  }

  async commit() {
    const asked = { ...this.asked, certificates: this.certificates };
    const { message, commitment, certificatesHash } = await this.desk.ask("contribute", asked);
    this.say("hash", certificatesHash);
    this.part("compare").hidden = false;
    this.saveKey({ ...this.#key, message });
    await this.send("compromiso", JSON.stringify({ commitment }));
  }

  async finish() {
    const { commitments, messages } = this.state;
    const own = { ...this.asked, certificates: this.certificates, commitments, messages };
    await this.send("llave", JSON.stringify(await this.desk.ask("finish", own)));
  }

  /** Verify the whole archive here; the sum that was shown, and compared, is opened at a second word. */
  async open() {
    if (this.#opened === null) return this.check();
    const { decryption, second } = this.#opened;
    await this.send("apertura", JSON.stringify({ decryption, second: second.proofs }));
    return "opening";
  }

  async check() {
    const { me, keys, kind } = this.state;
    const { language } = this.place.dataset;
    const archive = await this.urn.archive();
    const own =
      kind === "single"
        ? { secret: this.#key.secret }
        : { seed: this.#key.seed, sealed: JSON.parse(keys[me - 1]).private_key };
    const progress = ({ step, done, total }) => this.say("said", this.words(`step-${step}`, { done, total }));
    const found = await this.desk.ask("decrypt", { archive, language, ...own }, progress);
    const { report, owner, counted, sum } = found;
    const rows = report.checks.map(({ ok, detail }) => this.made(ok ? "check-right" : "check-wrong", { detail }));
    this.part("checks").replaceChildren(...rows);
    // Folded where all is right; what is wrong is seen at once.
    const wrong = report.checks.filter(({ ok }) => !ok).length;
    this.part("all-checks").open = wrong > 0;
    this.say("checks-said", this.words(wrong > 0 ? "checks-wrong" : "checks-right", { count: report.checks.length }));
    this.part("report").hidden = false;
    if (owner !== me) throw Object.assign(new Error(), { code: owner === undefined ? "archive_wrong" : "trustee_unknown" });
    // A server could offer a box with one ballot: what is opened is what the Gazette says was summed.
    this.say("counted", counted);
    this.say("sum", sum);
    this.part("to-compare").hidden = false;
    this.say("do", this.words("do-confirm"));
    this.#opened = found;
    return "check";
  }

  async send(step, body) {
    if (body === undefined) throw Object.assign(new Error(), { code: "part_missing" });
    const token = this.place.querySelector("[name=csrfmiddlewaretoken]").value;
    await sent(`${this.urn.root}custodia/${step}/`, body, token);
  }
}
