// The group in which Debian's tool can be compared with: integers modulo p. Source: protocol, section 2.
// Big integers take a time that depends on their value: no secret of a real vote belongs here.

import { NotCanonical } from "./faults.js";
import { PowerTable, powersOf, productOfPowers } from "./powers.js";

const order = 78571733251071885079927659812671450121821421258408794611510081919805623223441n;
const p =
  20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719n;
const generator =
  2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627n;
const WRITTEN = /^[1-9][0-9]{0,616}$/;
const BITS = 256;
const KEPT = 4;
const operations = {
  multiplied: (one, other) => (one * other) % p,
  squared: (one) => (one * one) % p,
  neutral: 1n,
};
const tables = new Map();

function prepare(element) {
  if (tables.has(element)) return;
  // The generator's stays; of elections' keys only the last few.
  if (tables.size > KEPT) tables.delete([...tables.keys()][1]);
  tables.set(element, new PowerTable(operations, element, BITS));
}

function productOf(pairs) {
  prepare(generator);
  let product = 1n;
  const others = [];
  for (const [element, exponent] of pairs) {
    const table = tables.get(element);
    if (table === undefined) others.push([element, exponent]);
    else product = (product * table.power(exponent)) % p;
  }
  return others.length === 0 ? product : (product * productOfPowers(operations, others)) % p;
}

/** Return the inverse modulo p, by Euclid. */
function inverse(element) {
  let [r, next, t, nextT] = [p, element % p, 0n, 1n];
  while (next !== 0n) {
    const times = r / next;
    [r, next] = [next, r - times * next];
    [t, nextT] = [nextT, t - times * nextT];
  }
  return ((t % p) + p) % p;
}

export const Integers = Object.freeze({
  name: "BELENIOS-2048",
  order,
  generator,
  neutral: 1n,

  multiplied: operations.multiplied,
  inverse,
  equal: (one, other) => one === other,
  prepare,
  secretPower: (element, exponent) => productOf([[element, exponent]]),
  productOfPowers: productOf,
  powers: (element, exponents) => powersOf(operations, element, exponents),
  encoded: (element) => element.toString(),

  /** Return the number that a text writes; whether it is in the group is not asked yet. */
  decoded(text) {
    if (!WRITTEN.test(text)) throw new NotCanonical();
    return BigInt(text);
  },

  has: (element) =>
    element > 0n && element < p && productOfPowers(operations, [[element, order]]) === 1n,
});
