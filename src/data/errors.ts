/** Data that cannot be used. The message says what is wrong; `row` and `column` (counted from 1) say where, if known. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly row: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, place: { row?: number; column?: number; cause?: unknown } = {}) {
    super(message, { cause: place.cause });
    this.row = place.row;
    this.column = place.column;
  }
}
