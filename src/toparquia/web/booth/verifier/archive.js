// The archive file, member by member and event by event. Source: protocol, section 10.

import { utf8 } from "../primitives/bytes.js";
import { hexadecimal } from "../primitives/hashing.js";
import { integerIn, members, read, textIn } from "./reading.js";
import { Refused, refuse, under } from "./refused.js";

const BLOCK = 512;
const MEMBER_LIMIT = 200_000_000;
const SMALL = 10_000;
const HEX = /^[0-9a-f]{64}$/;
const SECONDS = /^(0|[1-9][0-9]{0,10})$/;
const OCTAL = /^[0-7]{11}$/;
const NAME = /^([0-9a-f]{64})\.(data|event)\.json$/;

// What may follow what, and the pieces that an event must have before it.
const FOLLOWS = {
  start: ["Setup"],
  Setup: ["Ballot", "EndBallots"],
  Ballot: ["Ballot", "EndBallots"],
  EndBallots: ["EncryptedTally"],
  EncryptedTally: ["PartialDecryption"],
  PartialDecryption: ["PartialDecryption", "Result"],
  Result: [],
};
const PIECES = { Setup: 4, Ballot: 1, EndBallots: 0, EncryptedTally: 2, PartialDecryption: 2, Result: 1 };

/** Return the header that a member of that name, size and time has: there is only one. */
function headerOf(name, size, time) {
  const octal = (number, digits) => number.toString(8).padStart(digits, "0");
  const block = new Uint8Array(BLOCK);
  const put = (at, text) => block.set(utf8(text), at);
  put(0, name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  put(124, octal(size, 11));
  put(136, octal(time, 11));
  put(148, "        ");
  put(156, "0");
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return block;
}

const isEqual = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

async function memberAt(source, at) {
  if (at + BLOCK > source.size) refuse("archive_cut_short");
  // Copied: what a source returns may be overwritten by its next reading.
  const header = Uint8Array.from(await source.read(at, BLOCK));
  const field = (start, length) => String.fromCharCode(...header.subarray(start, start + length));
  const name = field(0, 100).replace(/\0+$/, "");
  const [size, time] = [field(124, 11), field(136, 11)];
  if (!OCTAL.test(size) || !OCTAL.test(time)) refuse("member_malformed");
  const length = Number.parseInt(size, 8);
  if (name.length > 99 || length > MEMBER_LIMIT) refuse("member_malformed");
  const moment = Number.parseInt(time, 8);
  if (!isEqual(header, headerOf(name, length, moment))) refuse("member_malformed");
  const padded = Math.ceil(length / BLOCK) * BLOCK;
  if (at + BLOCK + padded > source.size) refuse("archive_cut_short");
  const body = Uint8Array.from(await source.read(at + BLOCK, padded));
  if (body.subarray(length).some((byte) => byte !== 0)) refuse("member_malformed");
  return { name, moment, start: at + BLOCK, content: body.subarray(0, length), next: at + BLOCK + padded };
}

/** Yield each member after the head, its name checked against its content. */
async function* namedMembers(source) {
  const head = await memberAt(source, 0);
  if (head.name !== "BELENIOS") refuse("head_malformed");
  const [version, timestamp] = members(read(head.content, { limit: SMALL, ascii: true }), "version", "timestamp");
  if (version !== 1) refuse("head_malformed");
  if (head.moment !== Number(textIn(timestamp, SECONDS))) refuse("head_malformed");
  for (let at = head.next; at < source.size; ) {
    const member = await memberAt(source, at);
    const named = NAME.exec(member.name);
    if (named === null || member.moment !== head.moment) refuse("member_malformed");
    if (hexadecimal(member.content) !== named[1]) refuse("content_hash_wrong");
    yield { hash: named[1], kind: named[2], content: member.content, start: member.start };
    at = member.next;
  }
}

function eventOf(content) {
  return under("archive.chain", {}, () => {
    const value = read(content, { limit: SMALL, ascii: true });
    const [parent, height, type, payload] = members(value, "parent?", "height", "type", "payload?");
    for (const hash of [parent, payload]) if (hash !== undefined) textIn(hash, HEX);
    return { parent, height: integerIn(height, 0), type: textIn(type), payload };
  });
}

/** Check that an event's pieces are those it must have, each pointing at the one before. */
function checkPieces(event, pieces) {
  const last = pieces[pieces.length - 1];
  if (pieces.length !== PIECES[event.type] || event.payload !== last?.hash) refuse("pieces_wrong");
  const said = (keys) => members(read(last.content, { limit: SMALL, ascii: true }), ...keys);
  if (event.type === "Setup") {
    const pointers = said(["election", "trustees", "credentials"]);
    if (pointers.some((pointer, i) => pointer !== pieces[i].hash)) refuse("pieces_wrong");
  } else if (event.type === "EncryptedTally") {
    if (said(["num_tallied", "total_weight", "encrypted_tally"])[2] !== pieces[0].hash) refuse("pieces_wrong");
  } else if (event.type === "PartialDecryption") {
    if (said(["owner", "payload"])[1] !== pieces[0].hash) refuse("pieces_wrong");
  }
}

/** Yield the archive's events with their pieces: bytes, chain, order and pointers are right. */
export async function* events(source) {
  let [parent, height, state, pieces] = [undefined, 0, "start", []];
  const walk = namedMembers(source);
  for (;;) {
    const { value: member, done } = await walk.next().catch((fault) => {
      if (fault instanceof Refused) throw new Refused(fault.check ?? "archive.bytes", fault.reason, { event: height });
      throw fault;
    });
    if (done) break;
    if (member.kind === "data") {
      pieces.push(member);
      if (pieces.length > 4) throw new Refused("archive.course", "pieces_wrong", { event: height });
      continue;
    }
    const event = eventOf(member.content);
    if (event.parent !== parent || event.height !== height) {
      throw new Refused("archive.chain", "chain_broken", { event: height });
    }
    under("archive.course", { event: height }, () => {
      if (!FOLLOWS[state].includes(event.type)) refuse("event_out_of_order");
      checkPieces(event, pieces);
    });
    yield { type: event.type, hash: member.hash, pieces };
    [parent, height, state, pieces] = [member.hash, height + 1, event.type, []];
  }
  if (pieces.length > 0) throw new Refused("archive.complete", "pieces_left_over", {});
}

/** Read bytes that are all in memory. */
export const sourceOfBytes = (bytes) => ({
  size: bytes.length,
  read: async (start, length) => bytes.subarray(start, start + length),
});

/** Read through a window, so that many small readings are few large ones. */
export function windowed({ size, read: readPart }, width = 1 << 20) {
  let [from, held] = [0, new Uint8Array(0)];
  return {
    size,
    async read(start, length) {
      if (start < from || start + length > from + held.length) {
        from = start;
        // Whatever the system says of a file that was moved or changed: it can't be read.
        held = await readPart(start, Math.min(Math.max(length, width), size - start)).catch(() => new Uint8Array(0));
        if (held.length < Math.min(length, size - start)) throw new Refused("archive.bytes", "file_unreadable");
      }
      return held.subarray(start - from, start - from + length);
    },
  };
}

/** Read a file that a person chose. */
export const sourceOfBlob = (blob) =>
  windowed({
    size: blob.size,
    read: async (start, length) => new Uint8Array(await blob.slice(start, start + length).arrayBuffer()),
  });

