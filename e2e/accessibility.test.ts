import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'vitest';
import { test } from './fixtures';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no serious violation, ${colorScheme}`, async ({ visit }) => {
    const opened = await (await visit({ colorScheme, viewport: { width: 1400, height: 900 } })).paused();
    await opened.page.evaluate(axe);
    const { violations } = await opened.page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
  });
}

test('a narrow screen does not scroll horizontally', async ({ visit }) => {
  const opened = await (await visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })).paused();
  const widths = await opened.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths).toEqual([390, 390]);
});
