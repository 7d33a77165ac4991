// Audit or cast, as one small machine: a ballot is either shown and thrown away, or cast and never shown.
// Source: threats, "wrong ballot by the voter's device".

import { ballotOf } from "./ballot.js";
import { credentialSecret } from "./credentials.js";
import { electionOf } from "./election.js";
import { CastingRefused } from "./refused.js";

export class Voting {
  #election;
  #secret = null;
  #made = null;

  constructor(electionText) {
    this.#election = electionOf(electionText);
  }

  get fingerprint() {
    return this.#election.fingerprint;
  }

  /** Learn who votes, and tell the credential to look for on the list; the slip's letters are not kept. */
  identify(slip) {
    const { group, uuid } = this.#election;
    this.#secret = credentialSecret(group, uuid, slip);
    return { credential: group.encoded(group.secretPower(group.generator, this.#secret)) };
  }

  /** Encrypt, and tell the tracker alone: whoever has it is bound before asking for an audit. */
  encrypt(choices) {
    if (this.#secret === null) throw new CastingRefused("credential_missing");
    this.#made = ballotOf(this.#election, this.#secret, choices);
    const { credential, tracker } = this.#made;
    return { credential, tracker };
  }

  /** Give the ballot out for casting; what could open it is forgotten. */
  cast() {
    const { text, tracker } = this.#taken();
    return { ballot: text, tracker };
  }

  /** Show how the ballot was made; it is never given out for casting. */
  audit() {
    const { text, tracker, openings } = this.#taken();
    const shown = openings.map((row) =>
      row.map(({ number, randomness }) => ({ number, randomness: randomness.toString() })),
    );
    return { ballot: text, tracker, openings: shown };
  }

  /** Forget who voted and what. */
  leave() {
    [this.#secret, this.#made] = [null, null];
  }

  #taken() {
    const made = this.#made;
    this.#made = null;
    if (made === null) throw new CastingRefused("ballot_missing");
    return made;
  }
}
