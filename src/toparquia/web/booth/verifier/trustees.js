// Who can open the count together, and that nobody of them is invented. Source: protocol, sections 5 and 6.

import { decodedOf, elementOf, isKnown, proofOf } from "./proofs.js";
import { integerIn, items, members, read, readText, textIn } from "./reading.js";
import { refuse, under } from "./refused.js";

const LIMIT = 20_000_000;
const MOST = 200;

/** Return the JSON text of a value that was read, canonical again. */
function writtenAgain(value) {
  if (value instanceof Map) {
    return `{${[...value].map(([key, one]) => `${JSON.stringify(key)}:${writtenAgain(one)}`).join(",")}}`;
  }
  return Array.isArray(value) ? `[${value.map(writtenAgain).join(",")}]` : JSON.stringify(value);
}

/** Check a message signed by the owner of `key`, and return its text. */
function signedBy(group, key, value, reason) {
  const [message, signature] = members(value, "message", "signature");
  if (!isKnown(group, key, `sigmsg|${textIn(message)}|`, proofOf(group, signature))) refuse(reason);
  return message;
}

/** Return a trustee's public key, its owner's knowledge of the secret proved. */
function trusteeKey(group, value) {
  const [pok, text, signature, name] = members(value, "pok", "public_key", "signature?", "name?");
  if (name !== undefined) textIn(name);
  const key = elementOf(group, text, { neutral: false });
  if (!isKnown(group, key, `pok|${group.name}|${text}|`, proofOf(group, pok))) refuse("key_proof_wrong");
  return { key, text, signature: signature === undefined ? undefined : proofOf(group, signature) };
}

function certificateOf(group, value, { size, threshold, index }) {
  const message = readText(textIn(members(value, "message", "signature")[0]));
  const [context, verification, encryption] = members(message, "context?", "verification", "encryption");
  const key = elementOf(group, verification, { neutral: false });
  elementOf(group, encryption, { neutral: false });
  if (context !== undefined) {
    const [named, ofSize, ofThreshold, ofIndex] = members(context, "group", "size", "threshold", "index");
    if (named !== group.name || ofSize !== size || ofThreshold !== threshold || ofIndex !== index) {
      refuse("certificate_wrong");
    }
  }
  signedBy(group, key, value, "certificate_wrong");
  return { key, text: verification };
}

function commitmentsOf(group, value, signer, threshold) {
  const message = signedBy(group, signer, value, "commitments_wrong");
  const texts = items(members(readText(message), "coefexps")[0], threshold);
  return { texts, elements: texts.map((text) => elementOf(group, text)) };
}

/** Return `prod_k A_k^(j^k)` over the product of all trustees' commitments. */
function keyAt(group, commitments, place) {
  let power = 1n;
  const pairs = commitments.map((commitment) => {
    const pair = [commitment, power];
    power = (power * BigInt(place)) % group.order;
    return pair;
  });
  return group.productOfPowers(pairs);
}

function checkListSignatures(group, certificates, commitments, values, certs) {
  const list = certs.map(writtenAgain).join(",");
  for (const [i, value] of items(values, certs.length).entries()) {
    const said = `certs_sig|{"certs":[${list}],"coefexps":${JSON.stringify(commitments[i].texts)}}`;
    if (!isKnown(group, certificates[i].key, `sigmsg|${said}|`, proofOf(group, value))) refuse("certificate_list_differs");
  }
}

function thresholdPart(group, value) {
  const [threshold, certs, coefexps, signatures, keys] = members(
    value,
    ...["threshold", "certs", "coefexps", "signatures?", "verification_keys"],
  );
  const size = items(certs).length;
  if (size > MOST) refuse("shape_unexpected");
  integerIn(threshold, 1, size);
  const certificates = certs.map((one, i) => certificateOf(group, one, { size, threshold, index: i + 1 }));
  if (new Set(certificates.map((one) => one.text)).size !== size) refuse("key_repeated");
  const commitments = items(coefexps, size).map((one, i) => commitmentsOf(group, one, certificates[i].key, threshold));
  // Ceremonies of version 2.0 of the original tool have no signatures over the list.
  if (signatures !== undefined) checkListSignatures(group, certificates, commitments, signatures, certs);
  const joint = Array.from({ length: threshold }, (_, k) =>
    commitments.map((one) => one.elements[k]).reduce(group.multiplied, group.neutral),
  );
  const trustees = items(keys, size).map((one, i) => {
    const { key, text, signature } = trusteeKey(group, one);
    if (!group.equal(key, keyAt(group, joint, i + 1))) refuse("verification_key_wrong");
    if (signature === undefined ? signatures !== undefined : !isKnown(group, certificates[i].key, `sigmsg|${text}|`, signature)) {
      refuse("verification_key_wrong");
    }
    return { key, text };
  });
  return { threshold, trustees, key: joint[0] };
}

function partOf(group, value) {
  const [kind, said, ...more] = items(value, 2);
  if (more.length > 0) refuse("shape_unexpected");
  if (kind === "Pedersen") return thresholdPart(group, said);
  if (kind !== "Single") refuse("shape_unexpected");
  const { key, text } = trusteeKey(group, said);
  return { threshold: 1, trustees: [{ key, text }], key };
}

/** Return the parts of the board whose keys together are the election's, and all trustees in order. */
export function boardOf(election, raw) {
  const { group } = election;
  const parts = items(read(raw, { limit: LIMIT })).map((value, i) =>
    under(undefined, { trustee: i + 1 }, () => partOf(group, value)),
  );
  const trustees = parts.flatMap((part) => part.trustees);
  if (trustees.length > MOST) refuse("shape_unexpected");
  // Where one of several suffices, all of them have the same key by the way it is made.
  const keys = parts.flatMap(({ threshold, trustees: ofPart }) => (threshold === 1 ? ofPart.slice(0, 1) : ofPart));
  if (new Set(keys.map(({ text }) => text)).size !== keys.length) refuse("key_repeated");
  const key = parts.map((part) => part.key).reduce(group.multiplied, group.neutral);
  if (!group.equal(key, decodedOf(group, election.keyText))) refuse("election_key_wrong");
  return { parts, trustees };
}
