// Products of powers of public values, as fast as may be. Never for a secret: the time tells the exponent.

const WINDOW = 4;
const COLUMN = 5;

/** Return `[distance from the last bit, odd digit]` for each window of the number. */
function windows(number) {
  const bits = number.toString(2);
  const found = [];
  let at = 0;
  while (at < bits.length) {
    if (bits[at] === "0") {
      at += 1;
      continue;
    }
    let end = Math.min(at + WINDOW, bits.length);
    while (bits[end - 1] === "0") end -= 1;
    found.push([bits.length - end, Number.parseInt(bits.slice(at, end), 2)]);
    at = end;
  }
  return found;
}

/** Return the product of `base^exponent` over the pairs, all squared together; no exponent is negative. */
export function productOfPowers({ multiplied, squared, neutral }, pairs) {
  const due = [];
  for (const [base, exponent] of pairs) {
    // Entry i is the power 2i+1.
    const odd = [base];
    const square = squared(base);
    for (const [place, digit] of windows(exponent)) {
      while (odd.length <= digit >> 1) odd.push(multiplied(odd[odd.length - 1], square));
      (due[place] ??= []).push(odd[digit >> 1]);
    }
  }
  let product = null;
  for (let place = due.length - 1; place >= 0; place--) {
    if (product !== null) product = squared(product);
    for (const power of due[place] ?? []) product = product === null ? power : multiplied(product, power);
  }
  return product ?? neutral;
}

/**
 * Return the powers of one base to each exponent. The base is squared through once for all of them;
 * what an exponent needs is gathered by digit, and the digits are multiplied out at the end.
 */
export function powersOf({ multiplied, squared, neutral }, base, exponents) {
  const due = [];
  for (const [i, exponent] of exponents.entries()) {
    for (const [place, digit] of windows(exponent)) (due[place] ??= []).push([i, digit >> 1]);
  }
  const times = (one, other) => (one === undefined ? other : multiplied(one, other));
  const gathered = exponents.map(() => new Array(1 << (WINDOW - 1)).fill(undefined));
  let square = base;
  for (let place = 0; place < due.length; place++) {
    if (place > 0) square = squared(square);
    for (const [i, half] of due[place] ?? []) gathered[i][half] = times(gathered[i][half], square);
  }
  return gathered.map(([first, ...others]) => {
    // The digit of entry i is 2i+1: twice each entry i times, and each once.
    let [once, often] = [undefined, undefined];
    for (const entry of others.reverse()) {
      if (entry !== undefined) once = times(once, entry);
      if (once !== undefined) often = times(often, once);
    }
    if (first !== undefined) once = times(once, first);
    if (often !== undefined) once = times(once, squared(often));
    return once ?? neutral;
  });
}

/** The powers of one base, from a table: for a base that is used a hundred times. */
export class PowerTable {
  constructor(operations, base, bits) {
    this.operations = operations;
    this.columns = [];
    for (let at = 0, first = base; at < bits; at += COLUMN) {
      const column = [operations.neutral];
      for (let i = 1; i < 1 << COLUMN; i++) column.push(operations.multiplied(column[i - 1], first));
      first = operations.multiplied(column[column.length - 1], first);
      this.columns.push(column);
    }
  }

  power(exponent) {
    let product = this.operations.neutral;
    let rest = exponent;
    for (const column of this.columns) {
      product = this.operations.multiplied(product, column[Number(rest & 31n)]);
      rest >>= 5n;
    }
    return product;
  }
}
