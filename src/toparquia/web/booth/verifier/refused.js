// How this verifier says no: the check that fails, why, and where.

/** The first thing found wrong; `check` is one of the names in `checks.js`. */
export class Refused extends Error {
  constructor(check, reason, where = {}) {
    super(`${check}: ${reason}`);
    this.check = check;
    this.reason = reason;
    this.where = where;
  }
}

/** Run `work`; a refusal out of it that names no check is one of `check`, at `where`. */
export function under(check, where, work) {
  try {
    return work();
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    throw new Refused(fault.check ?? check, fault.reason, { ...where, ...fault.where });
  }
}

/** Refuse, leaving it to `under` to say which check it was. */
export function refuse(reason, where) {
  throw new Refused(undefined, reason, where);
}
