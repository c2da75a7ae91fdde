/** A first line such as `sep=;`, which sets the delimiter. Excel writes it, and hides it when it opens the file. */
import { DELIMITERS, type Delimiter } from './delimiter';

export interface SeparatorLine {
  delimiter: Delimiter;
  /** Number of characters, including the line break. */
  length: number;
}

const LINE = /^(?:sep=([,;\t| ])|"sep=([,;\t| ])") *(?:\n|$)/i;

/** Returns the separator line, or null if there is none. @param text beginning of the file, with '\n' as line break */
export function findSeparatorLine(text: string): SeparatorLine | null {
  const found = LINE.exec(text);
  const delimiter = DELIMITERS.find((each) => each === (found?.[1] ?? found?.[2]));
  return found && delimiter ? { delimiter, length: found[0].length } : null;
}
