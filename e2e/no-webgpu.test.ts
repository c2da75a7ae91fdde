import { chromium } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { chromiumLaunchOptions } from '../scripts/chromium.mjs';
import { open } from './fixtures';

test('without an adapter, the page explains what is missing and which browsers have it', async () => {
  const browser = await chromium.launch(await chromiumLaunchOptions({ webgpu: false }));
  onTestFinished(() => browser.close());
  const opened = await open(browser);
  await opened.page
    .getByText(/WebGPU/)
    .first()
    .waitFor();
  await opened.page
    .getByText(/Chrome/)
    .first()
    .waitFor();
  const refusal = await opened.call((playground) =>
    playground.ready.then(
      () => 'ready',
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    ),
  );
  expect(refusal).toBe('GpuUnavailable');
  expect(opened.problems).toEqual([]);
});
