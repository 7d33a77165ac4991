/** What the booth can't do with what it was given; `code` is for programs, the page has the words. */
export class CastingRefused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}
