// SHA-256 in the three ways in which the protocol writes it. Source: protocol, section 1.

import { sha256 } from "@noble/hashes/sha2.js";
import { hexOf, numberOf, utf8 } from "./bytes.js";

const bytesOf = (content) => (typeof content === "string" ? utf8(content) : content);

export const hashOf = (content) => sha256(bytesOf(content));

/** Return the 64 lower-case digits by which archives name a content. */
export const hexadecimal = (content) => hexOf(hashOf(content));

/** Return the 43 characters by which elections and ballots are known. */
export const fingerprint = (content) =>
  btoa(String.fromCharCode(...hashOf(content))).replace(/=$/, "");

/** Return the hash as a number. */
export const hashNumber = (content) => numberOf(hashOf(content));
