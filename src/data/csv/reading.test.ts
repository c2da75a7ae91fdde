/** Detection of delimiter, header, quotes and encoding. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortestDuration } from '../../../tests/setup/shortest-duration';
import { DELIMITERS } from './delimiter';
import { TableReader } from './reader';
import { TABLE_NOTES } from './messages';
import { readTable, ReadingError } from './table';

const read = async (file: BlobPart, cut = {}) => readTable(new Blob([file]), cut);

test.each([
  ['commas', 'a,b,y\n1,2,u\n3,4,v\n', ',', 3],
  ['semicolons around decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', ';', 2],
  ['semicolons around decimal commas, without names', '1,5;2,5;3,5\n3,5;4,5;1,5\n', ';', 3],
  ['tabs', 'a\tb, with a comma\n1\t2\n', '\t', 2],
  ['pipes', 'a|b|c\n1|2|3\n', '|', 3],
  ['commas around quoted semicolons', 'a,b\n"x; y",1\n"z; w",2\n', ',', 2],
  ['commas in a ragged file', 'a,b,c\n1,2,3\n1,2\n4,5,6\n', ',', 3],
  ['several spaces as one delimiter', ' 1.0  2.5   1\n 10   3.5   0\n', ' ', 3],
  ['no delimiter between words', 'a name\nsome text\nother text\n', ',', 1],
])('finds %s', async (_, text, delimiter, columns) => {
  // The error of a ragged file contains the detected format.
  const { reading } = await read(text).catch((error: unknown) => {
    if (error instanceof ReadingError) return error;
    throw error;
  });
  expect(reading.delimiter).toBe(delimiter);
  expect(reading.names).toHaveLength(columns);
});

test.each([
  ['names above numbers', 'a,b\n1,2\n3,4\n', true],
  ['numbers from the start', '1,2\n3,4\n', false],
  ['consecutive numbers', '1,2,3\n4,5,6\n7,8,9\n', false],
  ['consecutive names next to a label', 'label,0,1,2\n5,0,0,7\n3,0,9,0\n', true],
  ['text that is not repeated', 'class,shape\np,x\ne,b\np,b\n', true],
  ['text that is repeated', 'p,x\ne,b\np,b\n', false],
  ['an unnamed column of numbers', ',a,y\n0,1.5,u\n1,2.5,v\n', true],
  ['a row with a missing value', '?,1,u\n2,3,v\n', false],
])('%s: header %s', async (_, text, header) => {
  expect((await read(text)).reading.header).toBe(header);
});

test('columns without a name and with a repeated name get a unique name', async () => {
  const { table } = await read(',a,a,\n1,2,3,4\n', { header: true });
  expect(table.names).toEqual(['Column 1', 'a', 'a (2)', 'Column 4']);
});

test.each([
  ['semicolons', 'sep=;\r\na;b\r\n1;2\r\n', ';'],
  ['tabs, in quotes', '"sep=\t"\na\tb\n1\t2\n', '\t'],
  ['commas, in capitals after a byte order mark', '\uFEFFSEP=,\na,b\n1,2', ','],
  ['bars, although commas would split as well', 'sep=|\na|b\n1|2', '|'],
])('a separator line sets the delimiter and is not a row: %s', async (_, text, delimiter) => {
  const { reading, table } = await read(text);
  expect(reading.delimiter).toBe(delimiter);
  expect(table.names).toEqual(['a', 'b']);
  expect(table.columns).toEqual([['1'], ['2']]);
  // The names are on line 2.
  expect(table.lineOf(0)).toBe(3);
});

test('a note reports the separator line, and a person’s choice overrides it', async () => {
  const reader = new TableReader(new Blob(['sep=;\na;b,c\n1;2,3\n4;5,6\n']));
  const asWritten = await reader.preview({ heldOut: 0, seed: 0 });
  expect(asWritten).toMatchObject({ delimiter: ';', names: ['a', 'b,c'] });
  expect(asWritten.notes).toEqual([TABLE_NOTES.separatorLine(';')]);
  expect(await reader.preview({ heldOut: 0, seed: 0, delimiter: ',' })).toMatchObject({ delimiter: ',', names: ['a;b', 'c'] });
});

test.each(['sep=:\n1,2\n', 'sep=;,b\n1,2\n', 'sep,=\n1,2\n', 'a,b\nsep=;\n'])('%j has no separator line', async (text) => {
  const { reading } = await read(text, { header: false }).catch((error: unknown) => {
    if (error instanceof ReadingError) return error;
    throw error;
  });
  expect(reading.separator).toBeNull();
});

test('naming many columns with the same name is about as fast as with different names', async () => {
  const row = Array.from({ length: 4096 }, (_, i) => i).join(',');
  const tableOf = (names: readonly string[]) => read(`${names.join(',')}\n${row}\n`, { header: true });
  const equal = Array.from({ length: 4096 }, () => 'a');
  const distinct = equal.map((name, i) => name + i);
  const { table } = await tableOf(equal);
  expect(new Set(table.names).size).toBe(4096);
  expect(table.names.at(-1)).toBe('a (4096)');
  // About as long; 200 times as long when each name counts up from 2.
  expect(await shortestDuration(() => tableOf(equal))).toBeLessThan(20 * (await shortestDuration(() => tableOf(distinct))));
});

test('the preview cuts long names and cells', async () => {
  const { names, sample, table } = await new TableReader(
    new Blob([`${'n'.repeat(1e5)},y\n${'c'.repeat(1e5)},${'k'.repeat(1e5)}\nd,l\nc,l\ne,${'k'.repeat(1e5)}\n`]),
  ).preview({ heldOut: 0, seed: 0, header: true, label: 1 });
  const classes = table?.result?.classes.map(({ name }) => name) ?? [];
  const shown = [...names, ...sample.flat(), ...(table?.columns.map(({ name }) => name) ?? []), ...classes];
  expect(shown).toHaveLength(2 + 8 + 2 + 2);
  expect(Math.max(...shown.map(({ length }) => length))).toBe(501);
});

test('the number of a row is the line on which it begins', async () => {
  // Line 1: names; 2: blank; 3–4: first row; 5: second; 6: blank; 7–9: third; 10: fourth.
  const { table } = await read('a,b\n\n"x\ny",1\nu,2\n\n"\r\n\n",3\nz,4');
  expect(Array.from({ length: table.rows }, (_, row) => table.lineOf(row))).toEqual([3, 5, 7, 10]);
});

test.each([
  ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xc3, 0xa9], 'utf-8'],
  ['UTF-16, little-endian', [0xff, 0xfe, 0x61, 0, 0x2c, 0, 0x62, 0, 0x0a, 0, 0x31, 0, 0x2c, 0, 0xe9, 0], 'utf-16le'],
  ['UTF-16, big-endian', [0xfe, 0xff, 0, 0x61, 0, 0x2c, 0, 0x62, 0, 0x0a, 0, 0x31, 0, 0x2c, 0, 0xe9], 'utf-16be'],
  ['windows-1252', [0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xe9], 'windows-1252'],
])('reads %s', async (_, bytes, encoding) => {
  const { reading, table } = await read(Uint8Array.from(bytes));
  expect(reading.encoding).toBe(encoding);
  expect(table.names).toEqual(['a', 'b']);
  expect(table.columns).toEqual([['1'], ['é']]);
});

test('a note reports an encoding other than UTF-8', async () => {
  const row = (first: number, last: number) => [first, 0x2c, last, 0x0a];
  const bytes = Uint8Array.from([...row(0x31, 0xe9), ...row(0x33, 0x61), ...row(0x32, 0xe9), ...row(0x37, 0x61)]);
  const { notes, table } = await new TableReader(new Blob([bytes])).preview({ heldOut: 0, seed: 0, header: false });
  expect(notes).toEqual([TABLE_NOTES.windows1252]);
  expect(table?.result?.classes).toEqual([
    { name: 'a', count: 2 },
    { name: 'é', count: 2 },
  ]);
});

test('a piece of the file may end within a character, a line break or a quote', async () => {
  // A piece has 1 MiB; at one of the offsets, each of these straddles its end.
  const tail = '"é\r\nü ""x""",1\r\nlast,2\r\n';
  for (let offset = 0; offset < 16; offset++) {
    const head = `${'f'.repeat(2 ** 20 - 16 + offset)},0\r\n`;
    const { table } = await read(`a,b\r\n${head}${tail}`, { header: true });
    expect(table.columns[0].slice(1)).toEqual(['é\nü "x"', 'last']);
    expect(table.columns[1]).toEqual(['0', '1', '2']);
  }
});

/** Cells that reading does not change: no NUL, no surrounding spaces, line breaks as '\n'. */
const cell = fc
  .oneof(
    fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\t', '|', ' ', '\n', '1', '<', '&'), maxLength: 8 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.double({ noNaN: true }).map(String),
  )
  .map((text) => text.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim());

/** A column that is never empty, so that no row is a blank line. */
const rowsOf = fc.integer({ min: 1, max: 6 }).chain((width) =>
  fc.array(
    fc
      .tuple(
        cell.map((text) => text || 'x'),
        fc.array(cell, { minLength: width, maxLength: width }),
      )
      .map(([first, others]) => [first, ...others]),
    {
      minLength: 1,
      maxLength: 12,
    },
  ),
);

test('reading restores any table from its text, for all ways of quoting', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.constantFrom(...DELIMITERS.filter((each) => each !== ' ')),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      fc.infiniteStream(fc.boolean()),
      async (rows, delimiter, newline, ended, quotes) => {
        const write = (text: string): string => {
          const must = /["\n]/.test(text) || text.includes(delimiter) || text.startsWith('\uFEFF');
          const quoted = must || quotes.next().value === true;
          return quoted ? `"${text.replaceAll('"', '""').replaceAll('\n', newline)}"` : text;
        };
        const text = rows.map((row) => row.map(write).join(delimiter)).join(newline) + (ended ? newline : '');
        const { table } = await read(text, { delimiter, header: false });
        expect(table.columns).toEqual(rows[0].map((_, column) => rows.map((row) => row[column])));
      },
    ),
    { numRuns: 300 },
  );
});
