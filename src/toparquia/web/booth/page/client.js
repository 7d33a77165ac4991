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
  #helpers;
  #waiting = new Map();
  #asked = 0;

  /** Start the worker, and others that help it to verify: they see public ballots alone. */
  constructor(address, { helpers = 0 } = {}) {
    this.#worker = this.#started(address);
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#helpers = Array.from({ length: helpers }, () => this.#started(address));
  }

  /** Ask the worker; `progress` hears of each step of a long work. */
  ask(verb, asked = {}, progress = () => {}) {
    const id = ++this.#asked;
    const ports = verb === "verify" ? this.#helpers.map((helper) => this.#portTo(helper)) : [];
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail, progress });
      this.#worker.postMessage({ ...asked, id, verb, ports }, ports);
    });
  }

  /** End the workers, and with them every secret that they knew. */
  close() {
    for (const worker of [this.#worker, ...this.#helpers]) worker.terminate();
  }

  #started(address) {
    const worker = new Worker(address);
    worker.onerror = () => {
      for (const { fail } of this.#waiting.values()) fail(new Refusal("worker_failed"));
      this.#waiting.clear();
    };
    return worker;
  }

  #portTo(helper) {
    const { port1, port2 } = new MessageChannel();
    helper.postMessage({ verb: "help", port: port2 }, [port2]);
    return port1;
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
