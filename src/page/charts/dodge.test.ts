import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dodge } from './dodge';

it('leaves labels that do not touch where they wish to be', () => {
  expect(
    dodge(
      [
        { middle: 20, height: 10 },
        { middle: 60, height: 10 },
      ],
      0,
      100,
    ),
  ).toEqual([20, 60]);
});

it('spreads labels that wish for the same place evenly around it', () => {
  expect(
    dodge(
      [
        { middle: 50, height: 10 },
        { middle: 50, height: 10 },
      ],
      0,
      100,
    ),
  ).toEqual([45, 55]);
});

it('never lets labels overlap or leave the room, and keeps their order', () => {
  const label = fc.record({ middle: fc.double({ min: -50, max: 150, noNaN: true }), height: fc.constantFrom(10, 20) });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 5 }), (wishes) => {
      const middles = dodge(wishes, 0, 100);
      const order = wishes.map((_, i) => i).toSorted((a, b) => wishes[a].middle - wishes[b].middle);
      let free = 0;
      for (const i of order) {
        expect(middles[i] - wishes[i].height / 2).toBeGreaterThanOrEqual(free - 1e-9);
        free = middles[i] + wishes[i].height / 2;
      }
      expect(free).toBeLessThanOrEqual(100 + 1e-9);
    }),
  );
});
