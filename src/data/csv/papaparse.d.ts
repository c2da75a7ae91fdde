/**
 * The part of papaparse that is used here, typed. The types that are published for it bring Node's along, and would have the compiler
 * take `process` and `Buffer` for something that a browser has.
 */
declare module 'papaparse' {
  export interface ParserOptions {
    delimiter: string;
    newline: '\n' | '\r' | '\r\n';
    /** The most records to read. */
    preview?: number;
  }

  export interface Parsed {
    data: string[][];
    /** `row`: index in `data` of the record, also of one that was not complete yet. */
    errors: { code: 'MissingQuotes' | 'InvalidQuotes'; row: number }[];
    /** `cursor`: how much of the text is in `data`. */
    meta: { cursor: number };
  }

  export class Parser {
    constructor(options: ParserOptions);
    /** @param open whether the last record may go on behind the text; it is then left out */
    parse(text: string, base: number, open: boolean): Parsed;
  }

  const papaparse: { Parser: typeof Parser };
  export default papaparse;
}
