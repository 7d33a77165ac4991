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

// Some 8 kB of the list: enough that its beginning tells of nobody.
const PART = 200;

/** Return how many signs of a credential name its part of the list: none where the list is short. */
export function signsOf({ credentials, group }) {
  const each = group === "Ed25519" ? 16 : 10;
  let [signs, others] = [0, credentials];
  while (others > PART) [signs, others] = [signs + 1, others / each];
  return signs;
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

  /** Return the part of the fixed list that begins with `start`. */
  async credentials(start) {
    const lines = await (await asked(`${this.root}urna/credenciales.json?empieza=${start}`, NAMELESS)).json();
    return lines.map((line) => line.split(",")[0]);
  }

  async cast(ballot) {
    const headers = { "Content-Type": "text/plain;charset=utf-8" };
    return (await asked(`${this.root}urna/boletas/`, { ...NAMELESS, method: "POST", headers, body: ballot })).json();
  }

  /** Return whether a ballot is on the board, whether it is the one that counts, and its place in the chain. */
  async find(tracker) {
    return (await asked(`${this.root}urna/boletas/${inAddress(tracker)}/`, NAMELESS)).json();
  }

  async archive(name = "urna/archivo.bel") {
    return (await asked(`${this.root}${name}`, NAMELESS)).blob();
  }
}
