// "Recount it here": a person drops an archive and sees each check in plain words. Nothing leaves the device.
// All words are in the page or come with the report; they are put in as text, never as markup.

const SECOND_PROOFS = ".second-proofs.json";

const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));

/** Return a copy of a template's first element, its parts filled with texts. */
function made(place, name, texts = {}) {
  const copy = place.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
  for (const [part, text] of Object.entries(texts)) {
    const target = copy.dataset.part === part ? copy : copy.querySelector(`[data-part="${part}"]`);
    target.textContent = text;
  }
  return copy;
}

class Page {
  constructor(place, client) {
    this.place = place;
    this.client = client;
    this.parts = Object.fromEntries(["form", "files", "drop", "status", "bar", "report"].map((name) => [name, this.part(name)]));
  }

  part(name) {
    return this.place.querySelector(`[data-part="${name}"]`);
  }

  words(name, facts = {}) {
    return filled(this.place.querySelector(`template[data-words="${name}"]`)?.content.textContent.trim() ?? "", facts);
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
    this.place.hidden = false;
  }

  async verify(files) {
    const archive = files.find((file) => file.name.endsWith(".bel"));
    const second = files.find((file) => file.name.endsWith(SECOND_PROOFS));
    this.parts.report.hidden = true;
    if (archive === undefined) {
      this.parts.status.textContent = this.words("choose");
      return;
    }
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
    const box = made(this.place, verdict, {
      title: this.words(verdict, { name }),
      text: report.valid ? this.words("counted", report) : failed.detail,
    });
    const checks = made(this.place, "checks");
    for (const { name: check, ok, detail } of report.checks) {
      checks.append(made(this.place, ok ? "passed" : "failed", { name: check, detail }));
    }
    const results = report.valid ? report.questions.map((question, i) => this.result(question, report.result[i])) : [];
    const heading = made(this.place, "checks-heading");
    this.parts.report.replaceChildren(box, ...results, heading, checks, ...this.fingerprints(report));
    this.parts.status.textContent = "";
    this.parts.report.hidden = false;
    box.focus();
  }

  result({ text, answers, blank }, counts) {
    const table = made(this.place, "result", { question: text });
    const named = blank ? [this.words("blank"), ...answers] : answers;
    const rows = named.map((answer, i) => made(this.place, "row", { answer, count: String(counts[i]) }));
    table.querySelector("tbody").append(...rows);
    return table;
  }

  fingerprints({ fingerprints }) {
    if (fingerprints === undefined) return [];
    const list = made(this.place, "fingerprints");
    for (const [name, mark] of Object.entries(fingerprints)) {
      list.append(made(this.place, "fingerprint", { name: this.words(`mark-${name}`), mark }));
    }
    return [made(this.place, "fingerprints-heading"), list];
  }
}

/** Make the page's form work. */
export const attach = (place, client) => new Page(place, client).listen();
