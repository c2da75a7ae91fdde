/** Data that cannot be used: what was got, what was expected, and where in the file where that is known (both from 1). */
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
