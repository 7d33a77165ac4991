// The page's end of the worker: a question goes out, a promise of the answer stays.

/** What the worker could not do; `code` says why. */
export class Refusal extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export class Client {
  #worker;
  #waiting = new Map();
  #asked = 0;

  constructor(address) {
    this.#worker = new Worker(address);
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = () => {
      for (const { fail } of this.#waiting.values()) fail(new Refusal("worker_failed"));
      this.#waiting.clear();
    };
  }

  /** Ask the worker; `progress` hears of each step of a long work. */
  ask(verb, asked = {}, progress = () => {}) {
    const id = ++this.#asked;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail, progress });
      this.#worker.postMessage({ ...asked, id, verb });
    });
  }

  /** End the worker, and with it every secret that it knew. */
  close() {
    this.#worker.terminate();
  }

  #heard({ id, progress, ok, value, code }) {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    if (progress !== undefined) {
      waiting.progress(progress);
      return;
    }
    this.#waiting.delete(id);
    if (ok) waiting.done(value);
    else waiting.fail(new Refusal(code));
  }
}
