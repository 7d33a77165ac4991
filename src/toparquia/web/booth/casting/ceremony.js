// A trustee's part in making a key of which some of several suffice. Each step is asked with the trustee's seed and
// what the others sent; nothing is kept between steps. Source: protocol, section 6; threats, "biased election key".

import { hexadecimal } from "../primitives/hashing.js";
import { groupNamed, reduced } from "../primitives/groups.js";
import { memberOf } from "./election.js";
import { randomBase58, randomScalar } from "./random.js";
import { CastingRefused } from "./refused.js";
import { inOrder, isSigned, keysOfSeed, publicOf, scalarIn, sealed, signed, strictly, unsealed } from "./signing.js";
import { publishedKey } from "./trustee.js";

const SEED = /^[1-9A-HJ-NP-Za-km-z]{22}$/;

/** What one trustee knows of the ceremony that it is in. */
export class Ceremony {
  constructor({ group, seed, size, threshold, index }) {
    this.group = groupNamed(group);
    const isSound = Number.isInteger(size) && Number.isInteger(threshold) && Number.isInteger(index);
    if (this.group === undefined || !isSound || threshold < 1 || threshold > size || index < 1 || index > size) {
      throw new CastingRefused("ceremony_impossible");
    }
    if (!SEED.test(seed)) throw new CastingRefused("secret_malformed");
    Object.assign(this, { size, threshold, index, ...keysOfSeed(this.group, seed) });
  }

  static newSeed() {
    return randomBase58(22);
  }

  /** Step 1: say who one is. */
  certificate() {
    return signed(this.group, this.signing, this.#certificateText());
  }

  #certificateText() {
    const { group, size, threshold, index } = this;
    return JSON.stringify({
      context: { group: group.name, size, threshold, index },
      verification: group.encoded(publicOf(group, this.signing)),
      encryption: group.encoded(publicOf(group, this.opening)),
    });
  }

  /** Step 2: check everyone's certificates, one's own among them; the hash is read to one another by another way. */
  read(certificates) {
    if (certificates.length !== this.size) throw new CastingRefused("certificate_wrong");
    const { group } = this;
    const known = certificates.map((value, i) => {
      const [message, signature] = inOrder(value, "message", "signature");
      const [context, verification, encryption] = strictly(message, "context", "verification", "encryption");
      const due = [group.name, this.size, this.threshold, i + 1];
      const said = inOrder(context, "group", "size", "threshold", "index");
      const [key, recipient] = [memberOf(group, verification), memberOf(group, encryption)];
      if (said.some((one, k) => one !== due[k]) || !isSigned(group, key, message, signature)) {
        throw new CastingRefused("certificate_wrong");
      }
      return { key, recipient, message, text: verification };
    });
    const isOwn = known[this.index - 1].message === this.#certificateText();
    if (!isOwn || new Set(known.map(({ text }) => text)).size !== this.size) throw new CastingRefused("certificate_wrong");
    return { known, hash: hexadecimal(JSON.stringify(certificates)) };
  }

  /** Step 3: make one's part of the key, and the hash that is given to all before the part is. */
  async contribution(certificates) {
    const { group, signing } = this;
    const { known, hash } = this.read(certificates);
    const coefficients = Array.from({ length: this.threshold }, () => randomScalar(group));
    const coefexps = coefficients.map((coefficient) => group.encoded(publicOf(group, coefficient)));
    const own = publicOf(group, this.opening);
    const polynomial = { polynomial: coefficients.map((coefficient) => coefficient.toString()) };
    const secrets = [];
    for (const [i, { recipient }] of known.entries()) {
      const secret = valueAt(group, coefficients, BigInt(i + 1)).toString();
      secrets.push(await sealed(group, signing, recipient, { secret }));
    }
    const message = JSON.stringify({
      polynomial: await sealed(group, signing, own, polynomial),
      secrets,
      coefexps: signed(group, signing, JSON.stringify({ coefexps })),
      signature: signed(group, signing, agreement(certificates, coefexps)).signature,
    });
    return { message, commitment: hexadecimal(message), certificatesHash: hash };
  }

  /** Steps 4 and 5: check everyone's part against its hash, and make one's own key of the shares. */
  async finish(certificates, commitments, messages) {
    const { group } = this;
    const { known } = this.read(certificates);
    if (commitments.length !== this.size || messages.length !== this.size) throw new CastingRefused("commitment_missing");
    let secret = 0n;
    for (const [i, message] of messages.entries()) {
      if (hexadecimal(message) !== commitments[i]) throw new CastingRefused("message_not_as_committed");
      const { elements, sealedShare } = this.#read(certificates, known[i], message);
      const { secret: text } = await unsealed(group, this.opening, known[i].key, sealedShare);
      const share = scalarIn(group, text);
      if (!group.equal(publicOf(group, share), committedAt(group, elements, this.index))) {
        throw new CastingRefused("share_wrong");
      }
      secret = reduced(group, secret + share);
    }
    const { signature } = signed(group, this.signing, group.encoded(publicOf(group, secret)));
    const { pok, public_key } = publishedKey(group, secret);
    const own = publicOf(group, this.opening);
    return {
      private_key: await sealed(group, this.signing, own, { decryption_key: secret.toString() }),
      public_key: { pok, public_key, signature },
    };
  }

  #read(certificates, { key }, message) {
    const { group } = this;
    const [, secrets, said, signature] = strictly(message, "polynomial", "secrets", "coefexps", "signature");
    const [text, ofText] = inOrder(said, "message", "signature");
    const [coefexps] = strictly(text, "coefexps");
    if (coefexps.length !== this.threshold || secrets.length !== this.size) throw new CastingRefused("message_malformed");
    if (!isSigned(group, key, text, ofText)) throw new CastingRefused("commitments_wrong");
    if (!isSigned(group, key, agreement(certificates, coefexps), signature)) {
      throw new CastingRefused("certificate_list_differs");
    }
    return { elements: coefexps.map((one) => memberOf(group, one)), sealedShare: secrets[this.index - 1] };
  }
}

/** Return the decryption key that a trustee sealed for itself at the end of the ceremony. */
export async function keyOfSeed(groupName, seed, sealedKey) {
  const group = groupNamed(groupName);
  if (group === undefined || !SEED.test(seed)) throw new CastingRefused("secret_malformed");
  const { signing, opening } = keysOfSeed(group, seed);
  const { decryption_key: text } = await unsealed(group, opening, publicOf(group, signing), sealedKey);
  return scalarIn(group, text).toString();
}

const agreement = (certs, coefexps) => `certs_sig|${JSON.stringify({ certs, coefexps })}`;

const valueAt = (group, coefficients, point) =>
  coefficients.reduceRight((value, coefficient) => reduced(group, value * point + coefficient), 0n);

/** Return `prod_k A_k^(j^k)`: what the share for `j` must be the exponent of. */
function committedAt(group, elements, place) {
  let power = 1n;
  const pairs = elements.map((element) => {
    const pair = [element, power];
    power = reduced(group, power * BigInt(place));
    return pair;
  });
  return group.productOfPowers(pairs);
}
