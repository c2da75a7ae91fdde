import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dodge } from './dodge';

it('leaves labels that do not touch where they wish to be', () => {
  expect(
    dodge(
      [
        { center: 20, height: 10 },
        { center: 60, height: 10 },
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
        { center: 50, height: 10 },
        { center: 50, height: 10 },
      ],
      0,
      100,
    ),
  ).toEqual([45, 55]);
});

it('never lets labels overlap or leave the room, and keeps their order', () => {
  const label = fc.record({ center: fc.double({ min: -50, max: 150, noNaN: true }), height: fc.constantFrom(10, 20) });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 5 }), (labels) => {
      const centers = dodge(labels, 0, 100);
      const order = labels.map((_, i) => i).toSorted((a, b) => labels[a].center - labels[b].center);
      let free = 0;
      for (const i of order) {
        expect(centers[i] - labels[i].height / 2).toBeGreaterThanOrEqual(free - 1e-9);
        free = centers[i] + labels[i].height / 2;
      }
      expect(free).toBeLessThanOrEqual(100 + 1e-9);
    }),
  );
});
