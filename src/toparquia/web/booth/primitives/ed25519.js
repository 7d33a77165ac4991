// The group of real elections: Ed25519, written as the protocol writes it. Source: protocol, section 2.

import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesOfHex, hexOf } from "./bytes.js";
import { NotCanonical } from "./faults.js";
import { powersOf, productOfPowers } from "./powers.js";

const { Point } = ed25519;
const WRITTEN = /^[0-9a-f]{64}$/;
// Small tables are made within some milliseconds; larger ones pay off only after hundreds of ballots.
const TABLE_BITS = 6;
const generator = Point.fromAffine(Point.BASE.toAffine());
generator.precompute(TABLE_BITS, true);
const withTable = new WeakSet([generator]);
const operations = {
  multiplied: (one, other) => one.add(other),
  squared: (one) => one.double(),
  neutral: Point.ZERO,
};

export const Ed25519 = Object.freeze({
  name: "Ed25519",
  order: Point.Fn.ORDER,
  generator,
  neutral: Point.ZERO,

  multiplied: operations.multiplied,
  inverse: (element) => element.negate(),
  equal: (one, other) => one.equals(other),

  /** Make a table for an element of which many powers will be needed. */
  prepare(element) {
    if (withTable.has(element)) return;
    element.precompute(TABLE_BITS, false);
    withTable.add(element);
  },

  /** Return a power with a secret exponent: the same steps for every exponent. */
  secretPower(element, exponent) {
    // The library takes neither of these; both are so rare that their time tells nothing.
    if (exponent === 0n || element.is0()) return Point.ZERO;
    return element.multiply(exponent);
  },

  /** Return the product of powers of public values. */
  productOfPowers(pairs) {
    let product = null;
    const others = [];
    for (const [element, exponent] of pairs) {
      if (!withTable.has(element)) others.push([element, exponent]);
      else if (exponent !== 0n) {
        const power = element.multiplyUnsafe(exponent);
        product = product === null ? power : product.add(power);
      }
    }
    if (others.length === 0) return product ?? Point.ZERO;
    const rest = productOfPowers(operations, others);
    return product === null ? rest : product.add(rest);
  },

  /** Return the powers of one public value to several exponents. */
  powers: (element, exponents) => powersOf(operations, element, exponents),

  encoded: (element) => hexOf(element.toBytes().reverse()),

  /** Return the point that a text writes; whether it is in the group is not asked yet. */
  decoded(text) {
    if (!WRITTEN.test(text)) throw new NotCanonical();
    let point;
    try {
      point = Point.fromBytes(bytesOfHex(text).reverse(), false);
    } catch {
      throw new NotCanonical();
    }
    if (Ed25519.encoded(point) !== text) throw new NotCanonical();
    return point;
  },

  has: (element) => productOfPowers(operations, [[element, Point.Fn.ORDER]]).is0(),
});
