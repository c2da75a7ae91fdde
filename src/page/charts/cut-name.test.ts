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
])('names cut to $room letters stay distinct', ({ room, cut }) => {
  expect(NAMES.map((name) => cutName(name, NAMES, within(room)))).toEqual(cut);
});

test('what another name ends with is no difference', () => {
  const mixed = ['ReLU + He + BatchNorm', 'ReLU + He + BatchNorm + dropout 0.3', 'ReLU + He + dropout 0.3'];
  expect(mixed.map((name) => cutName(name, mixed, within(18)))).toEqual(['… BatchNorm', '… BatchNorm + dro…', '… dropout 0.3']);
});

test('a part in brackets is kept whole', () => {
  const targets = ['SELU (0, 0.25) + LeCun normal', 'SELU (0, 4) + LeCun normal'];
  expect(targets.map((name) => cutName(name, targets, within(14)))).toEqual(['… (0, 0.25) +…', '… (0, 4) + Le…']);
});

test('two lanes of one name are cut alike', () => {
  expect(cutName('abc def ghi', ['abc def ghi', 'abc def ghi'], within(8))).toBe('abc def…');
});

test('a text is cut at its end, and keeps at least one letter', () => {
  expect(cutEnd('Bullfrog', within(8))).toBe('Bullfrog');
  expect(cutEnd('Bullfrog', within(5))).toBe('Bull…');
  expect(cutEnd('Bullfrog', within(0))).toBe('B…');
});
