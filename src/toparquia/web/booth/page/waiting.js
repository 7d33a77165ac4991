// Encrypted ballots that wait for a connection, in the phone's own storage. Never a choice, never a slip: what is kept
// here is what everybody will see on the board.

const [NAME, STORE] = ["toparquia-booth", "ballots"];

const settled = (asked) =>
  new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

/** Ballots kept while the page is open, and no longer. */
export class InMemory {
  lasts = false;
  #kept = new Map();

  async keep(item) {
    this.#kept.set(item.tracker, item);
  }

  async of(vote) {
    return [...this.#kept.values()].filter((item) => item.vote === vote);
  }

  async forget(tracker) {
    this.#kept.delete(tracker);
  }
}

/** Ballots kept until they are recorded, though the phone be switched off. */
class InStorage {
  lasts = true;
  #base;

  constructor(base) {
    this.#base = base;
  }

  #store(mode) {
    return this.#base.transaction(STORE, mode).objectStore(STORE);
  }

  async keep({ tracker, vote, ballot }) {
    await settled(this.#store("readwrite").put({ tracker, vote, ballot }));
  }

  async of(vote) {
    return (await settled(this.#store("readonly").getAll())).filter((item) => item.vote === vote);
  }

  async forget(tracker) {
    await settled(this.#store("readwrite").delete(tracker));
  }
}

/** Return the phone's storage, or the page's memory where there is none. */
export async function waiting() {
  try {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "tracker" });
    return new InStorage(await settled(asked));
  } catch {
    return new InMemory();
  }
}
