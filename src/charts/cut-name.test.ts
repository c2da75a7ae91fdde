import { expect, test } from 'vitest';
import { cutEnd, cutName } from './cut-name';

const within = (length: number) => (text: string) => text.length <= length;
const NAMES = [
  'SELU + LeCun normal + alpha dropout 0.1',
  'SELU + LeCun normal × 0.75',
  'SELU + LeCun normal',
  'ReLU + He normal',
];

test.each([
  { room: 40, cut: NAMES },
  { room: 26, cut: ['… + alpha dropout 0.1', NAMES[1], NAMES[2], NAMES[3]] },
  { room: 16, cut: ['… + alpha dropo…', '… × 0.75', 'SELU + LeCun no…', 'ReLU + He normal'] },
])('names in the room of $room letters stay apart', ({ room, cut }) => {
  expect(NAMES.map((name) => cutName(name, NAMES, within(room)))).toEqual(cut);
});

test('two lanes of one name are cut alike', () => {
  expect(cutName('abc def ghi', ['abc def ghi', 'abc def ghi'], within(8))).toBe('abc def…');
});

test('a text is cut at its end, and a letter stays whatever the room', () => {
  expect(cutEnd('Bullfrog', within(8))).toBe('Bullfrog');
  expect(cutEnd('Bullfrog', within(5))).toBe('Bull…');
  expect(cutEnd('Bullfrog', within(0))).toBe('B…');
});
