// "Recount it here": a person drops an archive and sees each check in plain words. Nothing leaves the device.

import { Place } from "./parts.js";
import { Urn } from "./server.js";

const SECOND_PROOFS = ".second-proofs.json";

class Page extends Place {
  constructor(place, client) {
    super(place);
    this.client = client;
    this.parts = Object.fromEntries(["form", "files", "drop", "status", "bar", "report"].map((name) => [name, this.part(name)]));
  }

  listen() {
    const { form, drop, files } = this.parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.verify([...files.files]);
    });
    files.addEventListener("change", () => files.files.length > 0 && this.verify([...files.files]));
    // Or the same name chosen again, of a file that has changed, would be no change.
    files.addEventListener("click", () => {
      files.value = "";
    });
    drop.addEventListener("dragover", (event) => event.preventDefault());
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      this.verify([...event.dataTransfer.files]);
    });
    this.on("fetch", () => this.fetch());
    this.place.hidden = false;
  }

  /** Recount the vote whose page led here. */
  async fetch() {
    const { vote, name } = this.place.dataset;
    const urn = new Urn(vote);
    this.parts.status.textContent = this.words("fetching");
    try {
      const archive = new File([await urn.archive()], `${name}.bel`);
      const second = await urn.archive("urna/segundas-pruebas.json").catch(() => undefined);
      await this.recount(archive, second);
    } catch {
      this.parts.status.textContent = this.words("unfetched");
    }
  }

  async verify(files) {
    const archive = files.find((file) => file.name.endsWith(".bel"));
    const second = files.find((file) => file.name.endsWith(SECOND_PROOFS));
    this.parts.report.hidden = true;
    if (archive === undefined) {
      this.parts.status.textContent = this.words("choose");
      return;
    }
    await this.recount(archive, second);
  }

  async recount(archive, second) {
    const { language } = this.place.dataset;
    const progress = (step) => this.tell(step);
    this.parts.bar.hidden = false;
    try {
      this.show(archive.name, await this.client.ask("verify", { archive, second, language }, progress));
    } catch {
      this.parts.status.textContent = this.words("failed");
    }
    this.parts.bar.hidden = true;
  }

  tell({ step, done, total }) {
    const bar = this.parts.bar.firstElementChild;
    [bar.max, bar.value] = [total, done];
    this.parts.status.textContent = this.words(`step-${step}`, { done, total });
  }

  show(name, report) {
    const verdict = report.valid ? "right" : "wrong";
    const failed = report.checks.find(({ ok }) => !ok);
    const box = this.made(verdict, {
      title: this.words(verdict, { name }),
      text: report.valid ? this.words("counted", report) : failed.detail,
    });
    const said = this.words(report.valid ? "checks-right" : "checks-wrong", { count: report.checks.length });
    const checks = this.made("checks", { said });
    // Folded where all is right; what is wrong is seen at once.
    checks.open = !report.valid;
    for (const { name: check, ok, detail } of report.checks) {
      checks.lastElementChild.append(this.made(ok ? "passed" : "failed", { name: check, detail }));
    }
    const results = report.valid ? report.questions.map((question, i) => this.result(question, report.result[i])) : [];
    const heading = this.made("checks-heading");
    this.parts.report.replaceChildren(box, ...results, heading, checks, ...this.fingerprints(report));
    this.parts.status.textContent = "";
    this.parts.report.hidden = false;
    box.focus();
  }

  result({ text, answers, blank }, counts) {
    const table = this.made("result", { question: text });
    const named = blank ? [this.words("blank"), ...answers] : answers;
    const rows = named.map((answer, i) => this.made("row", { answer, count: String(counts[i]) }));
    table.querySelector("tbody").append(...rows);
    return table;
  }

  fingerprints({ fingerprints }) {
    if (fingerprints === undefined) return [];
    const list = this.made("fingerprints");
    for (const [name, mark] of Object.entries(fingerprints)) {
      list.append(this.made("fingerprint", { name: this.words(`mark-${name}`), mark }));
    }
    return [this.made("fingerprints-heading"), list];
  }
}

/** Make the page's form work. */
export const attach = (place, client) => new Page(place, client).listen();
