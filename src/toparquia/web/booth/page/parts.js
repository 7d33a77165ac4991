// What every page of the booth shares: parts found by name, and words that stand in the page's own templates, so that
// both languages have them. Texts are put in as text, never as markup.

export const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));

/** Return a copy of a template's first element, its parts filled with texts. */
export function made(place, name, texts = {}) {
  const copy = place.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
  for (const [part, text] of Object.entries(texts)) {
    const target = copy.dataset.part === part ? copy : copy.querySelector(`[data-part="${part}"]`);
    target.textContent = text;
  }
  return copy;
}

/** A page with steps of which one is seen at a time. */
export class Place {
  constructor(place) {
    this.place = place;
  }

  part(name) {
    return this.place.querySelector(`[data-part="${name}"]`);
  }

  words(name, facts = {}) {
    return filled(this.place.querySelector(`template[data-words="${name}"]`)?.content.textContent.trim() ?? "", facts);
  }

  made(name, texts) {
    return made(this.place, name, texts);
  }

  say(name, text) {
    this.part(name).textContent = text;
  }

  on(action, listener) {
    for (const button of this.place.querySelectorAll(`[data-action="${action}"]`)) {
      button.addEventListener("click", listener);
    }
  }

  /** Show one step; its heading gets the focus, so that it is read aloud. */
  step(name) {
    for (const step of this.place.querySelectorAll("[data-step]")) step.hidden = step.dataset.step !== name;
    this.place.dataset.now = name;
    this.place.hidden = false;
    globalThis.scrollTo(0, 0);
    this.place.querySelector(`[data-step="${name}"] [tabindex="-1"]`)?.focus();
  }

  /** Show what is wrong, and read it aloud; "" takes it away. */
  wrong(part, text) {
    const box = this.part(part);
    box.hidden = text === "";
    box.querySelector("[data-part=sentence]").textContent = text;
    if (text !== "") box.focus();
  }
}
