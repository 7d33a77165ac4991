// What a credential authority makes: slips, and the public keys that go on the list. Source: protocol, section 7.

import { groupNamed } from "../primitives/groups.js";
import { credentialSecret, newSlip } from "./credentials.js";
import { knowledgeProof } from "./proofs.js";
import { CastingRefused } from "./refused.js";

const MOST = 100_000;

/** Return fresh slips, each with its public key, in the order in which they are printed. */
export function issued({ group: name, uuid, count, isHalf = false }, progress) {
  const group = groupNamed(name);
  if (group === undefined || typeof uuid !== "string" || uuid === "") throw new CastingRefused("election_unknown");
  if (!Number.isInteger(count) || count < 1 || count > MOST) throw new CastingRefused("count_impossible");
  const slips = [];
  while (slips.length < count) {
    const slip = newSlip();
    const secret = credentialSecret(group, uuid, slip);
    const credential = group.encoded(group.secretPower(group.generator, secret));
    // Of two authorities, each proves that it knows its half: or the second could cancel the first's.
    const prefix = `toparquia-credential|${name}|${uuid}|${slips.length}|${credential}|`;
    const proof = isHalf ? { proof: knowledgeProof(group, secret, prefix) } : {};
    slips.push({ slip, credential, ...proof });
    progress("slips", slips.length, count);
  }
  return { slips };
}
