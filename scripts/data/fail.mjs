/** An error with a message for the user, which says what is wrong and what to do. The command prints it and exits with status 1. */
export class Refusal extends Error {}

/** @param {string} sentence @returns {never} */
export function refuse(sentence) {
  throw new Refusal(sentence);
}
