import { expect, test } from 'vitest';

/** The vendor, architecture and description of an adapter, in one line. */
const describeAdapter = ({ info }: GPUAdapter) =>
  [info.vendor, info.architecture, info.description].filter(Boolean).join(' · ');

test('the browser has an adapter that names itself', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter).not.toBeNull();
  if (adapter) expect(describeAdapter(adapter)).not.toBe('');
});

test('a dedicated worker sees the same adapter as the page', async () => {
  const source = `
    const adapter = await navigator.gpu?.requestAdapter();
    postMessage(adapter ? [adapter.info.vendor, adapter.info.architecture, adapter.info.description].filter(Boolean).join(' · ') : 'none');
  `;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module' });
  const answer = await new Promise((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<string>) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.terminate();
  URL.revokeObjectURL(url);
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter && describeAdapter(adapter)).toBe(answer);
  console.log(`WebGPU adapter, in the page and in a worker: ${String(answer)}`);
});
