// What the booth's worker can be asked. Each answer is plain values; a refusal is a code and nothing else,
// so that no secret leaves by way of an error.

import { Ceremony, keyOfSeed } from "./casting/ceremony.js";
import { issued } from "./casting/issuing.js";
import { publishedKey, newTrusteeKey, partialDecryption, secretOf } from "./casting/trustee.js";
import { NoRandomness } from "./casting/random.js";
import { CastingRefused } from "./casting/refused.js";
import { Voting } from "./casting/voting.js";
import { groupNamed } from "./primitives/groups.js";
import { isOpenedBy } from "./verifier/ballots.js";
import { electionOf } from "./verifier/election.js";
import { sourceOfBlob, sourceOfBytes } from "./verifier/archive.js";
import { alone } from "./verifier/proving.js";
import { headWith, traced } from "./verifier/tracing.js";
import { verified } from "./verifier/verify.js";
import { said } from "./verifier/words.js";
import { utf8 } from "./primitives/bytes.js";
import { hexadecimal } from "./primitives/hashing.js";

const bytesOf = async (file) => {
  if (file === undefined || file === null) return null;
  if (file instanceof Uint8Array) return file;
  return typeof file === "string" ? utf8(file) : new Uint8Array(await file.arrayBuffer());
};

/** Return a source for what was given: bytes, a chosen file, or a source already. */
function sourceOf(archive) {
  if (archive instanceof Uint8Array) return sourceOfBytes(archive);
  return typeof archive?.read === "function" ? archive : sourceOfBlob(archive);
}

/** Return a member of a crew that works in another worker, at the end of a port. */
function memberAt(port) {
  return (chunk) =>
    new Promise((done) => {
      port.onmessage = ({ data }) => done(data.refusal);
      port.postMessage(chunk);
    });
}

/** Work for whoever is at the other end of a port. */
export function helpAt(port) {
  port.onmessage = async ({ data }) => port.postMessage({ refusal: await alone(data) });
}

/** One voter, trustee or auditor at a time; `answer` never throws. */
export class Desk {
  #voting = null;

  verbs = {
    open: ({ election }) => {
      this.#voting = new Voting(election);
      return { fingerprint: this.#voting.fingerprint };
    },
    identify: ({ slip }) => this.#voter().identify(slip),
    encrypt: ({ choices }) => this.#voter().encrypt(choices),
    cast: () => this.#voter().cast(),
    audit: () => this.#voter().audit(),
    leave: () => this.#voter().leave(),
    checkAudit: ({ election, ballot, openings }) => ({
      opened: isOpenedBy(electionOf(utf8(election)), utf8(ballot), openings),
    }),
    headWith: ({ tracker, place }) => ({ head: headWith(tracker, place) }),
    trace: ({ archive, tracker }, progress) => traced(sourceOf(archive), tracker, progress),
    issue: (asked, progress) => issued(asked, progress),
    hashes: ({ contents }) => ({ hashes: contents.map(hexadecimal) }),
    newTrustee: ({ group, name }) => newTrusteeKey(group, name),
    publishKey: ({ group, secret, name }) => publishedKey(groupNamed(group), secretOf(groupNamed(group), secret), name),
    newSeed: () => ({ seed: Ceremony.newSeed() }),
    certify: (asked) => new Ceremony(asked).certificate(),
    contribute: (asked) => new Ceremony(asked).contribution(asked.certificates),
    finish: (asked) => new Ceremony(asked).finish(asked.certificates, asked.commitments, asked.messages),
    keyOfSeed: async ({ group, seed, sealed }) => ({ secret: await keyOfSeed(group, seed, sealed) }),
    decrypt: (asked, progress) => this.#decrypt(asked, progress),
    verify: (asked, progress) => this.#verify(asked, progress),
  };

  async answer({ verb, ...asked }, progress = () => {}) {
    try {
      if (!Object.keys(this.verbs).includes(verb)) throw new CastingRefused("verb_unknown");
      return { ok: true, value: (await this.verbs[verb](asked, progress)) ?? {} };
    } catch (fault) {
      if (fault instanceof CastingRefused) return { ok: false, code: fault.code };
      return { ok: false, code: fault instanceof NoRandomness ? "randomness_missing" : "program_failed" };
    }
  }

  #voter() {
    if (this.#voting === null) throw new CastingRefused("election_missing");
    return this.#voting;
  }

  /** Verify what is to be opened, in full and here, and only then open it. */
  async #decrypt({ archive, secret, seed, sealed, language }, progress) {
    const { report, facts } = await verified(sourceOf(archive), { until: "tally", progress });
    if (facts === null) return { report: inWords(report, language) };
    const key = seed === undefined ? secret : await keyOfSeed(facts.election.group.name, seed, sealed);
    // As the Gazette has them, so that the trustee can compare.
    const sum = hexadecimal(facts.found.tally[0]);
    return { report: inWords(report, language), counted: report.counted, sum, ...partialDecryption(facts, key) };
  }

  async #verify({ archive, second, language, until, ports = [] }, progress) {
    const secondProofs = await bytesOf(second);
    const crew = ports.length > 0 ? ports.map(memberAt) : undefined;
    const { report } = await verified(sourceOf(archive), { until, secondProofs, crew, progress });
    return inWords(report, language);
  }
}

const inWords = (report, language) => ({ ...report, checks: report.checks.map((check) => said(check, language)) });
