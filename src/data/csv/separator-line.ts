/** A first line such as `sep=;`, which is no row: Excel writes and heeds it, and keeps it from the eyes of whoever opens the file. */
import { DELIMITERS, type Delimiter } from './delimiter';

export interface SeparatorLine {
  delimiter: Delimiter;
  /** How much of the text it takes, its end included. */
  length: number;
}

const LINE = /^(?:sep=([,;\t| ])|"sep=([,;\t| ])") *(?:\n|$)/i;

/** @param text of the file's beginning, whose lines end in '\n' alone */
export function separatorLine(text: string): SeparatorLine | null {
  const found = LINE.exec(text);
  const delimiter = DELIMITERS.find((each) => each === (found?.[1] ?? found?.[2]));
  return found && delimiter ? { delimiter, length: found[0].length } : null;
}
