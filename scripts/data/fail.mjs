/** What went wrong, as one sentence that says what to do; the command prints it and ends with 1. */
export class Refusal extends Error {}

/** @param {string} sentence @returns {never} */
export function refuse(sentence) {
  throw new Refusal(sentence);
}
