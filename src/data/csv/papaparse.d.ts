/**
 * Types for the part of papaparse that this project uses. The published types depend on Node's, with which the compiler would accept
 * `process` and `Buffer` in browser code.
 */
declare module 'papaparse' {
  export interface ParserOptions {
    delimiter: string;
    newline: '\n' | '\r' | '\r\n';
    /** Maximum number of records to read. */
    preview?: number;
  }

  export interface Parsed {
    data: string[][];
    /** `row`: index in `data` of the record with the error, which may be incomplete. */
    errors: { code: 'MissingQuotes' | 'InvalidQuotes'; row: number }[];
    /** `cursor`: number of characters that `data` covers. */
    meta: { cursor: number };
  }

  export class Parser {
    constructor(options: ParserOptions);
    /** @param open whether the last record may continue after the text; it is then left out */
    parse(text: string, base: number, open: boolean): Parsed;
  }

  const papaparse: { Parser: typeof Parser };
  export default papaparse;
}
