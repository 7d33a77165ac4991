// What the booth asks the server for. Nothing says who asks: no cookie, no referrer, nothing kept.

const NAMELESS = { credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };

/** The server could not be reached, or broke: what was asked may be asked again. */
export class Unreachable extends Error {}

/** The server said no; `sentences` has the reason in both languages. */
export class Refused extends Error {
  constructor(sentences) {
    super(sentences.code ?? "refused");
    this.sentences = sentences;
  }

  in(language) {
    return this.sentences[language] ?? this.sentences.es ?? "";
  }
}

/** Return an answer of 200 to 299. :throws Unreachable, Refused: */
export async function asked(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Unreachable();
  }
  if (answer.ok) return answer;
  if (answer.status >= 500 || answer.status === 429) throw new Unreachable();
  let sentences = {};
  try {
    sentences = await answer.json();
  } catch {
    // Whatever it was, it was no sentence of ours.
  }
  throw new Refused({ ...sentences, status: answer.status });
}

/** A tracking code as it goes into an address. */
export const inAddress = (tracker) => tracker.replace(/\+/g, "-").replace(/\//g, "_");

/** A tracking code as it is written, from an address or from what was typed. */
export function trackerIn(text) {
  const code = text.trim().replace(/^.*[#]/s, "").replace(/\s/g, "").replace(/-/g, "+").replace(/_/g, "/");
  return /^[A-Za-z0-9+/]{43}$/.test(code) ? code : null;
}

export class Urn {
  constructor(root) {
    this.root = root;
  }

  async election() {
    return (await asked(`${this.root}urna/eleccion.json`, NAMELESS)).text();
  }

  async state() {
    return (await asked(`${this.root}urna/estado.json`, NAMELESS)).json();
  }

  async credentials() {
    return (await asked(`${this.root}urna/credenciales.json`, NAMELESS)).json();
  }

  async cast(ballot) {
    const headers = { "Content-Type": "text/plain;charset=utf-8" };
    return (await asked(`${this.root}urna/boletas/`, { ...NAMELESS, method: "POST", headers, body: ballot })).json();
  }

  /** Return whether a ballot is on the board, and whether it is the one that counts. */
  async find(tracker) {
    return (await asked(`${this.root}urna/boletas/${inAddress(tracker)}/`, NAMELESS)).json();
  }

  async archive(name = "urna/archivo.bel") {
    return (await asked(`${this.root}${name}`, NAMELESS)).blob();
  }
}
