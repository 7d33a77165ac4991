// JSON read as strictly as the protocol writes it: one text has one meaning, or is refused.
// Written by hand because JSON.parse takes a key twice, and floats, without a word.

import { textOf } from "../primitives/bytes.js";
import { refuse } from "./refused.js";

const DEPTH = 12;
const INTEGER = /-?(?:0|[1-9][0-9]{0,14})/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const BLANK = /[ \t\r\n]*/y;
const ESCAPES = new Map(Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }));

/** Test that no half of a pair stands alone: such a text has no bytes. */
function isWhole(text) {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

class Reader {
  constructor(text, canonical) {
    this.text = text;
    this.at = 0;
    this.canonical = canonical;
  }

  matched(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) refuse("text_malformed");
    this.at = pattern.lastIndex;
    return found[0];
  }

  next() {
    if (!this.canonical) this.matched(BLANK);
    return this.text[this.at];
  }

  take(sign) {
    if (this.next() !== sign) refuse("text_malformed");
    this.at += 1;
  }

  value(depth = 0) {
    if (depth > DEPTH) refuse("text_malformed");
    const first = this.next();
    if (first === "{") return this.members(depth);
    if (first === "[") return this.items(depth);
    if (first === '"') return this.string();
    for (const [word, meaning] of [["true", true], ["false", false], ["null", null]]) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return meaning;
      }
    }
    const number = this.matched(INTEGER);
    if (number === "-0" || /[.eE0-9]/.test(this.text[this.at] ?? "")) refuse("text_malformed");
    return Number(number);
  }

  members(depth) {
    const found = new Map();
    this.take("{");
    if (this.next() === "}") return this.closed("}", found);
    for (;;) {
      if (this.next() !== '"') refuse("text_malformed");
      const key = this.string();
      if (found.has(key)) refuse("key_repeated");
      this.take(":");
      found.set(key, this.value(depth + 1));
      if (this.next() === "}") return this.closed("}", found);
      this.take(",");
    }
  }

  items(depth) {
    const found = [];
    this.take("[");
    if (this.next() === "]") return this.closed("]", found);
    for (;;) {
      found.push(this.value(depth + 1));
      if (this.next() === "]") return this.closed("]", found);
      this.take(",");
    }
  }

  closed(sign, found) {
    this.take(sign);
    return found;
  }

  string() {
    const start = this.at;
    this.take('"');
    let said = this.matched(PLAIN);
    while (this.text[this.at] !== '"') {
      said += this.escape();
      said += this.matched(PLAIN);
    }
    this.at += 1;
    if (!isWhole(said)) refuse("text_malformed");
    // The shortest way to write a text is the only one.
    if (this.canonical && JSON.stringify(said) !== this.text.slice(start, this.at)) refuse("text_not_canonical");
    return said;
  }

  escape() {
    this.take("\\");
    const sign = this.text[this.at];
    this.at += 1;
    if (ESCAPES.has(sign)) return ESCAPES.get(sign);
    if (sign !== "u") refuse("text_malformed");
    return String.fromCharCode(Number.parseInt(this.matched(/[0-9a-fA-F]{4}/y), 16));
  }
}

/** Return what the bytes say: objects as Map, in the order of their keys. */
export function read(bytes, { limit, canonical = true, ascii = false }) {
  if (bytes.length > limit) refuse("text_too_long");
  if (ascii && bytes.some((byte) => byte > 126 || byte < 32)) refuse("text_not_ascii");
  let text;
  try {
    text = textOf(bytes);
  } catch {
    refuse("text_malformed");
  }
  return readText(text, canonical);
}

export function readText(text, canonical = true) {
  const reader = new Reader(text, canonical);
  const value = reader.value();
  reader.next();
  if (reader.at !== text.length) refuse("text_malformed");
  return value;
}

/** Return the values of exactly these keys, in this order; those that end in `?` may be absent. */
export function members(value, ...keys) {
  if (!(value instanceof Map)) refuse("shape_unexpected");
  const present = keys.filter((key) => !key.endsWith("?") || value.has(key.slice(0, -1)));
  const names = present.map((key) => key.replace(/\?$/, ""));
  const found = [...value.keys()];
  if (found.length !== names.length || found.some((key, i) => key !== names[i])) refuse("shape_unexpected");
  return keys.map((key) => value.get(key.replace(/\?$/, "")));
}

export function items(value, length) {
  if (!Array.isArray(value)) refuse("shape_unexpected");
  if (length !== undefined && value.length !== length) refuse("shape_unexpected");
  return value;
}

export function textIn(value, pattern) {
  if (typeof value !== "string" || (pattern && !pattern.test(value))) refuse("shape_unexpected");
  return value;
}

export function integerIn(value, least, most = Number.MAX_SAFE_INTEGER) {
  if (!Number.isSafeInteger(value) || value < least || value > most) refuse("shape_unexpected");
  return value;
}
