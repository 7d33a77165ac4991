// What is voted on, and by whom: the election and the published credentials. Source: protocol, sections 3 and 7.

import { fingerprint } from "../primitives/hashing.js";
import { groupNamed } from "../primitives/groups.js";
import { elementOf } from "./proofs.js";
import { integerIn, items, members, read, textIn } from "./reading.js";
import { refuse, under } from "./refused.js";

const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,64}$/;
const WEIGHT = /^[1-9][0-9]{0,8}$/;
const ELECTION_LIMIT = 2_000_000;
const ROLL_LIMIT = 200_000_000;
const MOST = 500;

function questionOf(value) {
  const [answers, blank, min, max, text] = members(value, "answers", "blank?", "min", "max", "question");
  if (blank !== undefined && blank !== true) refuse("shape_unexpected");
  const said = items(answers).map((answer) => textIn(answer));
  const question = { text: textIn(text), answers: said, blank: blank === true, min, max };
  integerIn(min, 0);
  integerIn(max, 0);
  if (said.length < 1 || said.length > MOST || min > max || max > said.length) refuse("question_unsound");
  question.width = said.length + (question.blank ? 1 : 0);
  return question;
}

/** Return the election that the bytes of `election.json` say; its fingerprint is of those bytes. */
export function electionOf(raw) {
  const value = read(raw, { limit: ELECTION_LIMIT, canonical: false });
  const [version, description, name, groupName, key, questions, uuid, administrator, authority] = members(
    value,
    ...["version", "description", "name", "group", "public_key", "questions", "uuid"],
    ...["administrator?", "credential_authority?"],
  );
  if (version !== 1) refuse("version_unknown");
  const group = groupNamed(textIn(groupName));
  if (group === undefined) refuse("group_unknown");
  for (const text of [description, name, administrator ?? "", authority ?? ""]) textIn(text);
  const asked = items(questions);
  if (asked.length < 1 || asked.length > MOST) refuse("question_unsound");
  const election = {
    uuid: textIn(uuid, UUID),
    name,
    group,
    questions: asked.map((question, i) => under(undefined, { question: i + 1 }, () => questionOf(question))),
    key: elementOf(group, key, { neutral: false }),
    keyText: key,
    fingerprint: fingerprint(raw),
  };
  group.prepare(election.key);
  return election;
}

/** Return the published credentials: the weight of each by its text. */
export function rollOf(election, raw, progress = () => {}) {
  const roll = new Map();
  const lines = items(read(raw, { limit: ROLL_LIMIT, ascii: true }));
  for (const [i, line] of lines.entries()) {
    under(undefined, { credential: i + 1 }, () => {
      const [text, weight, ...more] = textIn(line).split(",");
      if (more.length > 0 || (weight !== undefined && !WEIGHT.test(weight))) refuse("weight_malformed");
      if (roll.has(text)) refuse("credential_repeated");
      elementOf(election.group, text, { neutral: false });
      roll.set(text, Number(weight ?? 1));
    });
    progress("credentials", i + 1, lines.length);
  }
  return roll;
}
