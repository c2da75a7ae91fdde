import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { canvasIn, mount, part, pixelsLike, within } from '../../../../tests/fixtures/mount';
import { PictureClient } from '../../../../tests/fixtures/picture-client';
import { experiment, EXPERIMENTS, snapshot } from '../../../../tests/fixtures/snapshots';
import { loadShape } from '../data-shape';
import { DrawingPad } from './drawing-pad';
import { DRAWING_WORDS } from './drawing-words';
import { loadImageSample } from '../image-sample';

const { lanes } = EXPERIMENTS.duel;
const digits = { ...experiment(...lanes), dataset: { ...EXPERIMENTS.duel.dataset, name: 'digits' as const } };

async function show(client: PictureClient): Promise<DrawingPad> {
  const [data, sample] = await Promise.all([loadShape(client), loadImageSample(client)]);
  return mount(
    Object.assign(new DrawingPad(), { experiment: digits, client, data, sample, snapshot: snapshot(digits, 100) }),
    700,
  );
}

/** A line across the pad, from and to in shares of its side. */
function draw(view: DrawingPad, from: [number, number], to: [number, number]): void {
  const pad = part(view, '.pad');
  const { width, height } = pad.getBoundingClientRect();
  const event = (type: string, [x, y]: [number, number]) =>
    pad.dispatchEvent(new PointerEvent(type, { ...within(pad, x * width, y * height), pointerId: 1, cancelable: true }));
  // A pointer that the test makes up cannot be captured.
  pad.setPointerCapture = () => {};
  event('pointerdown', from);
  event('pointermove', to);
  event('pointerup', to);
}

const button = (view: DrawingPad, name: string) =>
  [...view.renderRoot.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const sentence = (view: DrawingPad) => part(view, 'p').textContent ?? '';
const answered = (view: DrawingPad) => vi.waitFor(() => expect(sentence(view)).toContain(' predicts '), { timeout: 4000 });

it('predicts a drawing, shows the network input, and predicts again as the networks train', async () => {
  const client = new PictureClient(digits);
  const view = await show(client);
  expect(sentence(view)).toBe(DRAWING_WORDS.prompt);
  expect(client.asked).toBe(0);
  draw(view, [0.5, 0.1], [0.5, 0.9]);
  await answered(view);
  // An upright stroke fills the height of two to four of eight columns, and nothing at the sides.
  const seen = [...(client.newestInputs ?? [])];
  expect(seen).toHaveLength(64);
  for (let row = 0; row < 8; row++) {
    expect([seen[8 * row], seen[8 * row + 7]]).toEqual([0, 0]);
    expect(seen[8 * row + 3] + seen[8 * row + 4]).toBeGreaterThan(16);
  }
  expect(pixelsLike(canvasIn(view, '.seen'), [255, 255, 255])).toBeGreaterThan(8);
  expect(view.renderRoot.querySelectorAll('tbody tr')).toHaveLength(20);
  expect(view.renderRoot.querySelectorAll('.most')).toHaveLength(2);

  const before = client.asked;
  view.snapshot = snapshot(digits, 110);
  await vi.waitFor(() => expect(client.asked).toBe(before + 2), { timeout: 4000 });
});

it('another drawing gets another prediction; a cleared pad has none', async () => {
  const client = new PictureClient(digits);
  const view = await show(client);
  draw(view, [0.5, 0.1], [0.5, 0.9]);
  await answered(view);
  const first = client.newestInputs;
  draw(view, [0.2, 0.1], [0.8, 0.1]);
  await vi.waitFor(() => expect(client.newestInputs).not.toEqual(first), { timeout: 4000 });
  button(view, 'Clear')?.click();
  await vi.waitFor(() => expect(sentence(view)).toBe(DRAWING_WORDS.prompt));
  expect(pixelsLike(canvasIn(view, '.seen'), [255, 255, 255])).toBe(0);
  expect(view.renderRoot.querySelectorAll('.most')).toHaveLength(0);
});

it('the keyboard puts test images on the pad, another each time, and a stroke replaces them', async () => {
  const client = new PictureClient(digits);
  const view = await show(client);
  button(view, 'Use a test image')?.click();
  await answered(view);
  const [, label] = /^A test image of (\d)\. SELU predicts (\d)/.exec(sentence(view)) ?? [];
  // The fixture's first lane is always right.
  expect(sentence(view)).toContain(DRAWING_WORDS.predicts('SELU', label, '90%'));
  const { inputs } = await client.rows(200, 100);
  const rows = Array.from({ length: 100 }, (_, row) => inputs.subarray(64 * row, 64 * row + 64).join());
  expect(rows).toContain(client.newestInputs?.join());
  const first = client.newestInputs;
  button(view, 'Use a test image')?.click();
  await vi.waitFor(() => expect(client.newestInputs).not.toEqual(first), { timeout: 4000 });

  draw(view, [0.5, 0.1], [0.5, 0.9]);
  await vi.waitFor(() => expect(sentence(view)).toMatch(/^SELU predicts/), { timeout: 4000 });
  expect(client.newestInputs?.[0]).toBe(0);
});

it('a test image leaves the pad when the test images change, and other buttons keep it', async () => {
  const client = new PictureClient(digits);
  const view = await show(client);
  button(view, 'Use a test image')?.click();
  await answered(view);
  part(view, '.pad').dispatchEvent(new PointerEvent('pointerdown', { button: 2, pointerId: 1 }));
  await view.updateComplete;
  expect(sentence(view)).toMatch(/^A test image/);
  const sample = await loadImageSample(client);
  view.sample = { ...sample, labels: sample.labels.map((label) => (label + 3) % 10) };
  await view.updateComplete;
  expect(sentence(view)).toBe(DRAWING_WORDS.prompt);

  // A drawing is the person's own, whatever the sample.
  draw(view, [0.5, 0.1], [0.5, 0.9]);
  await answered(view);
  view.sample = sample;
  await view.updateComplete;
  expect(sentence(view)).toMatch(/^SELU predicts/);
});

it('a network that has diverged has no prediction', async () => {
  const client = new PictureClient(digits);
  vi.spyOn(client, 'predict').mockResolvedValue(new Float32Array(10).fill(NaN));
  const view = await show(client);
  draw(view, [0.5, 0.1], [0.5, 0.9]);
  await vi.waitFor(
    () => expect(sentence(view)).toContain(`${DRAWING_WORDS.diverged('SELU')}, ${DRAWING_WORDS.diverged('ReLU')}`),
    { timeout: 4000 },
  );
  expect(view.renderRoot.querySelectorAll('.most')).toHaveLength(0);
});

it('another dataset starts with an empty pad', async () => {
  const view = await show(new PictureClient(digits));
  draw(view, [0.5, 0.1], [0.5, 0.9]);
  await answered(view);
  view.experiment = { ...digits, dataset: { ...digits.dataset, name: 'mnist' } };
  await view.updateComplete;
  expect(sentence(view)).toBe(DRAWING_WORDS.prompt);
});

it('has no accessibility violation that axe finds', async () => {
  const view = await show(new PictureClient(digits));
  draw(view, [0.5, 0.1], [0.5, 0.9]);
  await answered(view);
  const { violations } = await axe.run(view, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
