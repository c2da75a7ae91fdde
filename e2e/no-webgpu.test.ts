import { expect } from 'vitest';
import { test } from './fixtures';

test.override('webgpu', false);

test('without an adapter, the page explains what is missing and which browsers have it', async ({ visit }) => {
  const opened = await visit();
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
});
