// The election as the booth needs it: it was verified when it was published, so only what would
// make a wrong or an unsafe ballot is asked again. Source: protocol, section 3.

import { fingerprint } from "../primitives/hashing.js";
import { groupNamed } from "../primitives/groups.js";
import { CastingRefused } from "./refused.js";

/** Return the election that the text of `election.json` says, ready for encrypting. */
export function electionOf(text) {
  let said;
  try {
    said = JSON.parse(text);
  } catch {
    throw new CastingRefused("election_malformed");
  }
  const group = groupNamed(said?.group);
  if (said?.version !== 1 || group === undefined) throw new CastingRefused("election_unknown");
  const questions = said.questions?.map(({ answers, min, max, blank = false, question }) => {
    const isSound = Array.isArray(answers) && Number.isInteger(min) && Number.isInteger(max);
    if (!isSound || min < 0 || min > max || max > answers.length) throw new CastingRefused("election_malformed");
    return { text: question, answers, min, max, blank, width: answers.length + (blank ? 1 : 0) };
  });
  if (!questions?.length || typeof said.uuid !== "string") throw new CastingRefused("election_malformed");
  const key = memberOf(group, said.public_key);
  group.prepare(key);
  return { uuid: said.uuid, name: said.name, group, questions, key, fingerprint: fingerprint(text) };
}

/** Return the element that a text writes, of the group and made by somebody. */
export function memberOf(group, text) {
  try {
    const element = group.decoded(text);
    if (group.has(element) && !group.equal(element, group.neutral)) return element;
  } catch {
    // Told below, like any other wrong key.
  }
  throw new CastingRefused("key_malformed");
}

/** Check that the numbers chosen, the blank one first where there is one, are a possible vote. */
export function checkChoices({ questions }, choices) {
  const isVote =
    choices.length === questions.length &&
    questions.every(({ width, blank, min, max }, i) => {
      const chosen = choices[i];
      if (chosen.length !== width || chosen.some((number) => number !== 0 && number !== 1)) return false;
      const marked = chosen.reduce((sum, number) => sum + number, 0);
      return blank && chosen[0] === 1 ? marked === 1 : min <= marked && marked <= max;
    });
  if (!isVote) throw new CastingRefused("choice_impossible");
}
