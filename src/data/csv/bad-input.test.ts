/** What is wrong with a table, in one sentence with its place; places are counted by hand in the texts here. */
import type { ParserOptions } from 'papaparse';
import { expect, test } from 'vitest';
import { DataError } from '../errors';
import type { TableChoices } from './choices';
import { TableReader } from './reader';
import { loadParser, RecordReader } from './records';
import { readTable, ReadingStopped } from './table';

const CHOICES: TableChoices = { heldOut: 0.25, seed: 0 };

async function problemOf(file: string | Uint8Array<ArrayBuffer>, choices: Partial<TableChoices> = {}): Promise<object> {
  const reader = new TableReader(new Blob([file]));
  const asked = { ...CHOICES, ...choices };
  const problem = await reader.preview(asked).then(
    (preview) => preview.problem ?? {},
    (error: unknown) => ({ message: error instanceof DataError ? error.message : 'no DataError' }),
  );
  // Whoever would train on it is told the same.
  const refusal: unknown = await reader.encode(asked).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DataError);
  expect(refusal).toMatchObject(problem);
  return problem;
}

/** A file that notes where it was read from. */
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

test.each<{ what: string; file: string; says: RegExp; row?: number; column?: number; choices?: Partial<TableChoices> }>([
  { what: 'no rows', file: '', says: /^The file is empty: it has no rows\. Choose another one\.$/ },
  { what: 'blank lines alone', file: '\n\r\n  \n', says: /^The file is empty/ },
  { what: 'a header alone', file: 'a,b,y\n', says: /no rows: row 1 is all there is.*untick/, row: 1 },
  {
    what: 'too few cells',
    file: 'a,b,y\n1,2,x\n\n1,2\n3,4,z\n',
    says: /^Row 4 has 2 cells where row 1 has 3:/,
    row: 4,
    column: 3,
  },
  { what: 'too many cells', file: 'a,b,y\n1,2,x\n1,2,3,4\n', says: /^Row 3 has 4 cells where row 1 has 3:/, row: 3, column: 4 },
  {
    what: 'a ragged row behind a quoted line break',
    file: 'a,b,y\n1,"2\n",x\r\n1,"2",x,\r\n',
    says: /^Row 4 has 4 cells/,
    row: 4,
    column: 4,
  },
  {
    what: 'one class',
    file: 'a,y\n1,x\n2,x\n3,x\n',
    says: /^Column 2 \(“y”\) .* one class alone, “x” \(3 rows\)/,
    row: 2,
    column: 2,
  },
  {
    what: 'one class and gaps',
    file: 'a,y\n1,\n2,x\n3,x\n',
    says: /from row 3 on it holds one class alone/,
    row: 3,
    column: 2,
  },
  {
    what: 'a text in a numeric column',
    file: 'a,b,y\n1,2,u\n2,oops,v\n3,4,u\n4,5,v\n',
    says: /^Row 3, column 2 \(“b”\) holds “oops” where a number should be: .*use the column as a category\.$/,
    row: 3,
    column: 2,
  },
  {
    what: 'a column of text taken for numbers',
    file: 'a,b,y\n1,p,u\n2,q,v\n3,p,u\n4,q,v\n',
    choices: { uses: { 1: 'number' } },
    says: /^Row 2, column 2 \(“b”\) holds “p”/,
    row: 2,
    column: 2,
  },
  {
    what: 'a number beyond 32 bits',
    file: 'a,y\n1,u\n2,v\n1e39,u\n3,v\n',
    says: /^Row 4, column 1 \(“a”\) holds “1e39”, which is beyond/,
    row: 4,
    column: 1,
  },
  { what: 'a NUL byte', file: 'a,b,y\n1,"\n",x\n1,2\0,x\n', says: /^Row 4, column 2 holds a NUL byte/, row: 4, column: 2 },
  { what: 'a NUL byte at the start of a row', file: 'a,b\n\0', says: /^Row 2, column 1 holds a NUL/, row: 2, column: 1 },
  {
    what: 'a quote left open',
    file: 'a,b,y\n1,2,x\n3,"4,y\n5,6,x\n',
    says: /^Row 3 opens a quote that is never closed: close it/,
    row: 3,
  },
  { what: 'text behind a quote', file: 'a,b,y\n1,"2"3,x\n', says: /^Row 2 goes on behind a closing quote/, row: 2 },
  { what: 'no feature', file: 'y\nu\nv\nu\nv\n', says: /^No column is left to learn from/ },
  { what: 'features left out', file: 'a,y\n1,u\n2,v\n', choices: { uses: { 0: 'leave-out' } }, says: /^No column is left/ },
  {
    what: 'a continuous label',
    file: `a,target\n${Array.from({ length: 30 }, (_, i) => `${i % 9},${i * 1.5}`).join('\n')}`,
    says: /^Column 2 \(“target”\) cannot be the label: it looks continuous, with 30 different values in 30 rows/,
    row: 2,
    column: 2,
  },
  {
    what: 'a label with fractions',
    file: `a,target\n${Array.from({ length: 90 }, (_, i) => `${i % 9},${(i % 30) + 0.5}`).join('\n')}`,
    says: /looks continuous, with fractions and 30 different values/,
  },
  {
    what: 'a class for each row',
    file: `a,label\n${Array.from({ length: 12 }, (_, i) => `${i % 9},name ${i}`).join('\n')}`,
    says: /nearly every row has a class of its own, with 12 different values in 12 rows/,
  },
  {
    what: 'too many classes',
    file: `a,label\n${Array.from({ length: 2100 }, (_, i) => `${i % 9},${i % 1001}`).join('\n')}`,
    says: /has 1,001 classes, and 1,000 is the most/,
  },
  {
    what: 'a category with too many values',
    file: `city,y\n${Array.from({ length: 600 }, (_, i) => `c${i % 300},${i % 2}`).join('\n')}`,
    choices: { uses: { 0: 'category' } },
    says: /^Column 1 \(“city”\) has 300 different values; .* 256 is the most/,
    column: 1,
  },
  {
    what: 'more numbers than memory should hold',
    file: `city,y\n${Array.from({ length: 140_000 }, (_, i) => `c${i % 250},${i % 2}`).join('\n')}`,
    says: /^140,000 rows of 250 inputs are 35,000,000 numbers; 33,554,432 is the most/,
  },
  { what: 'gaps in every row', file: 'a,b,y\n1,,u\n,2,v\n', says: /^No row is without a missing value: fill them in/ },
  { what: 'gaps in every label', file: 'a,b,y\n1,2,\n3,2,?\n', says: /^No row has a label/ },
  {
    what: 'a held-out share that leaves nothing',
    file: 'a,y\n1,u\n2,v\n',
    choices: { heldOut: 2 },
    says: /leaves none to train on/,
  },
  ...[NaN, -1, 2.5, Infinity].map((heldOut) => ({
    what: `${heldOut} held out`,
    file: 'a,y\n1,u\n2,v\n3,u\n',
    choices: { heldOut },
    says: /^What is held out has to be a share below 1, or a whole number of rows\.$/,
  })),
])('$what', async ({ file, says, row, column, choices }) => {
  expect(await problemOf(file, choices)).toMatchObject({
    message: expect.stringMatching(says),
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
  });
});

test('a picture is a binary file, whatever its bytes look like', async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52);
  expect(await problemOf(png)).toMatchObject({
    message: expect.stringMatching(/NUL byte.* if it is a binary file/),
    row: 3,
    column: 1,
  });
});

test('long and foreign text in a sentence is short, quoted and on one line', async () => {
  const file = `a,"<b>\n</b>",y\n1,2,u\n2,"${'<i>long\t'.repeat(20)}",v\n3,4,u\n`;
  expect(await problemOf(file)).toMatchObject({
    message: expect.stringMatching(/\(“<b> <\/b>”\) holds “<i>long <i>long .{20,25}…” where/),
    row: 4,
  });
});

test('too many cells are refused where they are reached, and the rest is not read', async () => {
  // 2²¹ rows of 4 bytes: 8 pieces of a megabyte.
  const { read, blob } = counted('1,2\n'.repeat(2 ** 21));
  const stopped: unknown = await readTable(blob, {}, 1000).catch((error: unknown) => error);
  expect(stopped).toBeInstanceOf(ReadingStopped);
  expect(stopped).toMatchObject({
    cause: {
      message: expect.stringMatching(/^Row 501 takes the table past 1,000 cells \(501 rows of 2\)/),
      row: 501,
      column: 1,
    },
  });
  expect(Math.max(...read)).toBeLessThan(2 ** 21);
});

test('a row with more cells than there can be columns is refused at its first megabyte, and shown', async () => {
  for (const file of ['1,'.repeat(1e7), `${'"1",'.repeat(5e6)}\n`, `${'x'.repeat(3)},`.repeat(5e6)]) {
    const { read, blob } = counted(file);
    const preview = await new TableReader(blob).preview(CHOICES);
    expect(preview.problem).toEqual({
      message:
        'Row 1 goes on to column 4,097 and beyond; 4,096 columns are the most that this page reads: keep fewer of them, or choose another delimiter.',
      row: 1,
      column: 4097,
    });
    expect(preview.names).toHaveLength(20);
    // The first two pieces are looked at for the delimiter.
    expect(Math.max(...read)).toBeLessThan(2 ** 21);
  }
});

test.each([
  ['row 1', `${'a,'.repeat(4096)}a\n1,2\n`, 1],
  ['row 1 without an end', `${'a,'.repeat(4096)}a`, 1],
  ['row 3, behind blank lines', `\n\n${'a,'.repeat(4096)}a\n`, 3],
  ['row 2 without an end in sight', `a,b\n${'1,'.repeat(2 ** 20)}`, 2],
])('column 4,097 is one too many: %s', async (_, file, row) => {
  const says = new RegExp(`^Row ${row} goes on to column 4,097`);
  expect(await problemOf(file, { delimiter: ',' })).toMatchObject({ message: expect.stringMatching(says), row, column: 4097 });
});

test('column 4,096 is not, and spaces count once', async () => {
  const { table } = await readTable(new Blob([`${'1,'.repeat(4095)}1\n`]), { header: false });
  expect(table.columns).toHaveLength(4096);
  const spaced = await readTable(new Blob([`1${' '.repeat(2 ** 21)}2\n3 4\n`]), { header: false, delimiter: ' ' });
  expect(spaced.table.columns).toEqual([
    ['1', '3'],
    ['2', '4'],
  ]);
});

test.each([
  ['letters without an end', 'a'.repeat(2e7), /^Row 1 goes on for more than 16 MiB without an end/, 1],
  ['letters in the third row', `a,b\n1,2\n${'a'.repeat(2e7)}`, /^Row 3 goes on for more than 16 MiB without an end/, 3],
  ['a quoted cell that is closed', `a,b\n"x\ny",${'a'.repeat(2e7)}`, /^Row 2 goes on for more than 16 MiB/, 2],
  ['an open quote', `a,b\n1,"${'2\n'.repeat(1e7)}`, /^Row 2 opens a quote that is never closed/, 2],
  ['stray quotes', `a,b\n1,"2${'"b'.repeat(1e7)}`, /^Row 2 goes on behind a closing quote/, 2],
  ['a ragged row before all that', `a,b\n1\n${'1,'.repeat(2 ** 20)}`, /^Row 2 has one cell where row 1 has 2/, 2],
])('a row without an end is said for what it is: %s', async (_, file, says, row) => {
  expect(await problemOf(file, { delimiter: ',' })).toMatchObject({ message: expect.stringMatching(says), row });
});

test('a long record is not parsed anew with each of its pieces', async () => {
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
  // Each piece anew: 78 of them and more.
  expect(parsed).toBeLessThan(4 * 12 * 2 ** 20);
});

test('a sep line counts as a row of the file', async () => {
  expect(await problemOf('sep=;\na;b\n1;2\n3\n')).toMatchObject({
    message: expect.stringMatching(/^Row 4 has one cell where row 2 has 2:/),
    row: 4,
    column: 2,
  });
  expect(await problemOf('sep=;\r\na;b\r\n1;\0\r\n')).toMatchObject({ row: 3, column: 2 });
  expect(await problemOf('sep=;')).toMatchObject({ message: expect.stringMatching(/^The file is empty/) });
});

test('a file that has gone meanwhile is said to have gone', async () => {
  class Gone extends Blob {
    override slice(): Blob {
      throw new Error('NotReadableError');
    }
  }
  await expect(new TableReader(new Gone(['a,b'])).preview(CHOICES)).rejects.toThrow(/can no longer be read/);
});
