/** The error of each kind of broken table, with its row and column, which are counted by hand. */
import type { ParserOptions } from 'papaparse';
import { expect, test } from 'vitest';
import { DataError } from '../errors';
import type { TableChoices } from './choices';
import { TableReader } from './reader';
import { TABLE_ERRORS } from './messages';
import { noTrainingRows } from '../split';
import { loadParser, RecordReader } from './records';
import { readTable, ReadingError } from './table';

const CHOICES: TableChoices = { heldOut: 0.25, seed: 0 };

async function problemOf(file: string | Uint8Array<ArrayBuffer>, choices: Partial<TableChoices> = {}): Promise<object> {
  const reader = new TableReader(new Blob([file]));
  const asked = { ...CHOICES, ...choices };
  const problem = await reader.preview(asked).then(
    (preview) => preview.problem ?? {},
    (error: unknown) => ({ message: error instanceof DataError ? error.message : 'no DataError' }),
  );
  // Training on the table throws the same error.
  const refusal: unknown = await reader.encode(asked).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DataError);
  expect(refusal).toMatchObject(problem);
  return problem;
}

/** A file that records the offsets of its reads. */
function counted(text: string): { read: number[]; blob: Blob } {
  const read: number[] = [];
  class Counted extends Blob {
    override slice(start?: number, end?: number): Blob {
      read.push(start ?? 0);
      return super.slice(start, end);
    }
  }
  return { read, blob: new Counted([text]) };
}

test.each<{ what: string; file: string; says: string; row?: number; column?: number; choices?: Partial<TableChoices> }>([
  { what: 'no rows', file: '', says: TABLE_ERRORS.emptyFile },
  { what: 'blank lines alone', file: '\n\r\n  \n', says: TABLE_ERRORS.emptyFile },
  { what: 'a header alone', file: 'a,b,y\n', says: TABLE_ERRORS.onlyHeader(1), row: 1 },
  {
    what: 'too few cells',
    file: 'a,b,y\n1,2,x\n\n1,2\n3,4,z\n',
    says: TABLE_ERRORS.cellCount(4, 2, 1, 3),
    row: 4,
    column: 3,
  },
  { what: 'too many cells', file: 'a,b,y\n1,2,x\n1,2,3,4\n', says: TABLE_ERRORS.cellCount(3, 4, 1, 3), row: 3, column: 4 },
  {
    what: 'a ragged row after a quoted line break',
    file: 'a,b,y\n1,"2\n",x\r\n1,"2",x,\r\n',
    says: TABLE_ERRORS.cellCount(4, 4, 1, 3),
    row: 4,
    column: 4,
  },
  {
    what: 'one class',
    file: 'a,y\n1,x\n2,x\n3,x\n',
    says: TABLE_ERRORS.singleClass(2, 'y', 'x', 3),
    row: 2,
    column: 2,
  },
  {
    what: 'one class and missing values',
    file: 'a,y\n1,\n2,x\n3,x\n',
    says: TABLE_ERRORS.singleClass(2, 'y', 'x', 2),
    row: 3,
    column: 2,
  },
  {
    what: 'a text in a numeric column',
    file: 'a,b,y\n1,2,u\n2,oops,v\n3,4,u\n4,5,v\n',
    says: TABLE_ERRORS.notANumber(3, 2, 'b', 'oops'),
    row: 3,
    column: 2,
  },
  {
    what: 'a column of text used as numbers',
    file: 'a,b,y\n1,p,u\n2,q,v\n3,p,u\n4,q,v\n',
    choices: { uses: { 1: 'number' } },
    says: TABLE_ERRORS.notANumber(2, 2, 'b', 'p'),
    row: 2,
    column: 2,
  },
  {
    what: 'a number beyond 32 bits',
    file: 'a,y\n1,u\n2,v\n1e39,u\n3,v\n',
    says: TABLE_ERRORS.numberRange(4, 1, 'a', '1e39'),
    row: 4,
    column: 1,
  },
  { what: 'a NUL byte', file: 'a,b,y\n1,"\n",x\n1,2\0,x\n', says: TABLE_ERRORS.nulByte(4, 2), row: 4, column: 2 },
  { what: 'a NUL byte at the start of a row', file: 'a,b\n\0', says: TABLE_ERRORS.nulByte(2, 1), row: 2, column: 1 },
  {
    what: 'a quote left open',
    file: 'a,b,y\n1,2,x\n3,"4,y\n5,6,x\n',
    says: TABLE_ERRORS.openQuote(3),
    row: 3,
  },
  { what: 'text after a quote', file: 'a,b,y\n1,"2"3,x\n', says: TABLE_ERRORS.textAfterQuote(2), row: 2 },
  { what: 'no feature', file: 'y\nu\nv\nu\nv\n', says: TABLE_ERRORS.noFeature },
  { what: 'features left out', file: 'a,y\n1,u\n2,v\n', choices: { uses: { 0: 'leave-out' } }, says: TABLE_ERRORS.noFeature },
  {
    what: 'a continuous label',
    file: `a,target\n${Array.from({ length: 30 }, (_, i) => `${i % 9},${i * 1.5}`).join('\n')}`,
    says: TABLE_ERRORS.continuousLabel(2, 'target', 30, 30),
    row: 2,
    column: 2,
  },
  {
    what: 'a label with fractions',
    file: `a,target\n${Array.from({ length: 90 }, (_, i) => `${i % 9},${(i % 30) + 0.5}`).join('\n')}`,
    says: TABLE_ERRORS.fractionalLabel(2, 'target', 30),
  },
  {
    what: 'a class for each row',
    file: `a,label\n${Array.from({ length: 12 }, (_, i) => `${i % 9},name ${i}`).join('\n')}`,
    says: TABLE_ERRORS.uniqueLabel(2, 'label', 12, 12),
  },
  {
    what: 'too many classes',
    file: `a,label\n${Array.from({ length: 2100 }, (_, i) => `${i % 9},${i % 1001}`).join('\n')}`,
    says: TABLE_ERRORS.classLimit(2, 'label', 1001, 1000),
  },
  {
    what: 'a category with too many values',
    file: `city,y\n${Array.from({ length: 600 }, (_, i) => `c${i % 300},${i % 2}`).join('\n')}`,
    choices: { uses: { 0: 'category' } },
    says: TABLE_ERRORS.categoryLimit(1, 'city', '300', 256),
    column: 1,
  },
  {
    what: 'more numbers than the limit',
    file: `city,y\n${Array.from({ length: 140_000 }, (_, i) => `c${i % 250},${i % 2}`).join('\n')}`,
    says: TABLE_ERRORS.tooManyNumbers(140_000, 250, 33_554_432),
  },
  { what: 'a missing value in every row', file: 'a,b,y\n1,,u\n,2,v\n', says: TABLE_ERRORS.noCompleteRow },
  { what: 'no label in any row', file: 'a,b,y\n1,2,\n3,2,?\n', says: TABLE_ERRORS.noLabel },
  {
    what: 'no row to train on',
    file: 'a,y\n1,u\n2,v\n',
    choices: { heldOut: 2 },
    says: noTrainingRows(2, 2),
  },
  ...[NaN, -1, 2.5, Infinity].map((heldOut) => ({
    what: `${heldOut} held out`,
    file: 'a,y\n1,u\n2,v\n3,u\n',
    choices: { heldOut },
    says: TABLE_ERRORS.heldOut,
  })),
])('$what', async ({ file, says, row, column, choices }) => {
  expect(await problemOf(file, choices)).toMatchObject({
    message: says,
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
  });
});

test('a PNG file is rejected as a binary file', async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52);
  expect(await problemOf(png)).toMatchObject({
    message: TABLE_ERRORS.nulByte(3, 1),
    row: 3,
    column: 1,
  });
});

test('an error quotes long text on one line and cuts it', async () => {
  const file = `a,"<b>\n</b>",y\n1,2,u\n2,"${'<i>long\t'.repeat(20)}",v\n3,4,u\n`;
  expect(await problemOf(file)).toMatchObject({
    message: expect.stringMatching(/\(“<b> <\/b>”\).* “<i>long <i>long .{20,25}…”/),
    row: 4,
  });
});

test('reading stops at the limit of cells', async () => {
  // 2²¹ rows of 4 bytes: 8 pieces of a megabyte.
  const { read, blob } = counted('1,2\n'.repeat(2 ** 21));
  const stopped: unknown = await readTable(blob, {}, 1000).catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(ReadingError);
  expect(stopped).toMatchObject({
    cause: {
      message: TABLE_ERRORS.cellLimit(501, 1000, 2),
      row: 501,
      column: 1,
    },
  });
  expect(Math.max(...read)).toBeLessThan(2 ** 21);
});

test('a row with too many columns is rejected within its first megabyte, and the preview shows its beginning', async () => {
  for (const file of ['1,'.repeat(1e7), `${'"1",'.repeat(5e6)}\n`, `${'x'.repeat(3)},`.repeat(5e6)]) {
    const { read, blob } = counted(file);
    const preview = await new TableReader(blob).preview(CHOICES);
    expect(preview.problem).toEqual({
      message: TABLE_ERRORS.columnLimit(1, 4096),
      row: 1,
      column: 4097,
    });
    expect(preview.names).toHaveLength(20);
    // Detecting the delimiter reads the first two pieces.
    expect(Math.max(...read)).toBeLessThan(2 ** 21);
  }
});

test.each([
  ['row 1', `${'a,'.repeat(4096)}a\n1,2\n`, 1],
  ['row 1 without an end', `${'a,'.repeat(4096)}a`, 1],
  ['row 3, after blank lines', `\n\n${'a,'.repeat(4096)}a\n`, 3],
  ['row 2 of 2 MiB without an end', `a,b\n${'1,'.repeat(2 ** 20)}`, 2],
])('4,097 columns are too many: %s', async (_, file, row) => {
  const message = TABLE_ERRORS.columnLimit(row, 4096);
  expect(await problemOf(file, { delimiter: ',' })).toMatchObject({ message, row, column: 4097 });
});

test('4,096 columns are allowed, and several spaces are one delimiter', async () => {
  const { table } = await readTable(new Blob([`${'1,'.repeat(4095)}1\n`]), { header: false });
  expect(table.columns).toHaveLength(4096);
  const spaced = await readTable(new Blob([`1${' '.repeat(2 ** 21)}2\n3 4\n`]), { header: false, delimiter: ' ' });
  expect(spaced.table.columns).toEqual([
    ['1', '3'],
    ['2', '4'],
  ]);
});

test.each([
  ['letters without an end', 'a'.repeat(2e7), TABLE_ERRORS.rowLength(1, 16), 1],
  ['letters in the third row', `a,b\n1,2\n${'a'.repeat(2e7)}`, TABLE_ERRORS.rowLength(3, 16), 3],
  ['a quoted cell that is closed', `a,b\n"x\ny",${'a'.repeat(2e7)}`, TABLE_ERRORS.rowLength(2, 16), 2],
  ['an open quote', `a,b\n1,"${'2\n'.repeat(1e7)}`, TABLE_ERRORS.openQuote(2), 2],
  ['misplaced quotes', `a,b\n1,"2${'"b'.repeat(1e7)}`, TABLE_ERRORS.textAfterQuote(2), 2],
  ['a ragged row before it', `a,b\n1\n${'1,'.repeat(2 ** 20)}`, TABLE_ERRORS.cellCount(2, 1, 1, 2), 2],
])('a row without an end has an error for its cause: %s', async (_, file, message, row) => {
  expect(await problemOf(file, { delimiter: ',' })).toMatchObject({ message, row });
});

test('the parsing time of a long record is linear in its length', async () => {
  const Parser = await loadParser();
  let parsed = 0;
  class Counting extends Parser {
    constructor(options: ParserOptions) {
      super(options);
      const { parse } = this;
      this.parse = (text, base, open) => ((parsed += text.length), parse(text, base, open));
    }
  }
  const records = new RecordReader(Counting, ',');
  const piece = 'a\n'.repeat(2 ** 19);
  const found = [...records.push('"'), ...Array.from({ length: 12 }, () => [...records.push(piece)]).flat()];
  found.push(...records.push('",1\n'), ...records.end());
  // The last line break is trimmed.
  expect(found.map(({ cells, line }) => [cells.map(({ length }) => length), line])).toEqual([[[12 * 2 ** 20 - 1, 1], 1]]);
  // Parsing at every piece would read more than 78 MiB.
  expect(parsed).toBeLessThan(4 * 12 * 2 ** 20);
});

test('a sep line counts as a row of the file', async () => {
  expect(await problemOf('sep=;\na;b\n1;2\n3\n')).toMatchObject({
    message: TABLE_ERRORS.cellCount(4, 1, 2, 2),
    row: 4,
    column: 2,
  });
  expect(await problemOf('sep=;\r\na;b\r\n1;\0\r\n')).toMatchObject({ row: 3, column: 2 });
  expect(await problemOf('sep=;')).toMatchObject({ message: TABLE_ERRORS.emptyFile });
});

test('a file that was moved cannot be read', async () => {
  class Gone extends Blob {
    override slice(): Blob {
      throw new Error('NotReadableError');
    }
  }
  await expect(new TableReader(new Gone(['a,b'])).preview(CHOICES)).rejects.toThrow(TABLE_ERRORS.unreadable);
});
