// What the primitives refuse.

/** A text that is not the one way to write an element. */
export class NotCanonical extends Error {}
