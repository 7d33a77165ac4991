// The questions on the screen: what may be marked, what was marked, and how it is read back.

/** Return an object for each question; `host` has the templates and the words. */
export const shownQuestions = (host, questions) => questions.map((question, i) => new Shown(host, question, i));

class Shown {
  constructor(host, question, place) {
    Object.assign(this, { host, question, place });
    this.element = host.made("question", { question: question.question, rule: this.rule() });
    const rows = question.answers.map((answer, i) => this.row(answer, i + 1));
    if (question.blank) rows.push(this.row(host.words("blank"), 0));
    this.element.querySelector("[data-part=choices]").append(...rows);
    this.element.addEventListener("change", ({ target }) => this.marked(target));
    this.inputs = [...this.element.querySelectorAll("input")];
  }

  get isSingle() {
    return this.question.min === 1 && this.question.max === 1;
  }

  row(answer, number) {
    const row = this.host.made(this.isSingle ? "one" : "some", { answer });
    const [input, label] = [row.querySelector("input"), row.querySelector("label")];
    const picture = this.host.place.querySelector(`template[data-picture="${CSS.escape(answer)}"]`);
    if (picture !== null) label.prepend(picture.content.firstElementChild.cloneNode());
    input.id = `choice-${this.place}-${number}`;
    input.name = `choice-${this.place}`;
    input.value = String(number);
    label.htmlFor = input.id;
    return row;
  }

  rule() {
    const { min, max } = this.question;
    if (this.isSingle) return this.host.words("rule-one");
    return this.host.words(min === max ? "rule-some" : "rule-range", { min, max });
  }

  /** Blank and a choice exclude each other. */
  marked(target) {
    if (this.isSingle || !target.checked) return;
    for (const input of this.inputs) {
      if (input !== target && (input.value === "0" || target.value === "0")) input.checked = false;
    }
  }

  chosen() {
    return this.inputs.filter(({ checked }) => checked).map(({ value }) => Number(value));
  }

  wrong() {
    const { min, max } = this.question;
    const chosen = this.chosen();
    if (chosen.includes(0)) return "";
    if (chosen.length < min || chosen.length > max) {
      const name = this.isSingle ? "wrong-one" : min === max ? "wrong-some" : "wrong-range";
      return this.host.words(name, { min, max, marked: chosen.length });
    }
    return "";
  }

  /** Return what is encrypted: 0 or 1 for each answer, the blank one first where there is one. */
  numbers() {
    const chosen = this.chosen();
    const marks = this.question.answers.map((_, i) => (chosen.includes(i + 1) ? 1 : 0));
    return this.question.blank ? [chosen.includes(0) ? 1 : 0, ...marks] : marks;
  }

  readBack() {
    return this.list(this.chosen());
  }

  /** Return what an audited ballot was found to say: from its openings, not from the screen. */
  opened(openings) {
    const first = this.question.blank ? 0 : 1;
    return this.list(openings.flatMap(({ number }, i) => (number === 1 ? [i + first] : [])));
  }

  list(numbers) {
    const list = this.host.made("read-back", { question: this.question.question });
    const texts = numbers.map((number) => (number === 0 ? this.host.words("blank") : this.question.answers[number - 1]));
    if (texts.length === 0) texts.push(this.host.words("nothing"));
    list.querySelector("ul").append(...texts.map((answer) => this.host.made("read-back-row", { answer })));
    return list;
  }
}
