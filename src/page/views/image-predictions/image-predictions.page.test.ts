import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { frames, turns } from '../../../../tests/setup/event-loop';
import { holdAnswers } from '../../../../tests/fixtures/hold-answers';
import { canvasIn, mount, part, pixelsLike } from '../../../../tests/fixtures/mount';
import { DIGITS, PictureClient } from '../../../../tests/fixtures/picture-client';
import { EXPERIMENTS, snapshot } from '../../../../tests/fixtures/snapshots';
import { loadShape } from '../data-shape';
import { ImagePredictions } from './image-predictions';
import { IMAGE_WORDS } from './image-words';
import { loadImageSample } from '../image-sample';

const { duel } = EXPERIMENTS;

async function show(client: PictureClient, change: Partial<ImagePredictions> = {}): Promise<ImagePredictions> {
  const [data, sample] = await Promise.all([loadShape(client), loadImageSample(client)]);
  const view = Object.assign(new ImagePredictions(), { experiment: duel, client, data, sample, snapshot: snapshot(duel, 100) });
  return mount(Object.assign(view, change), 700);
}

const answered = (view: ImagePredictions) =>
  vi.waitFor(() => expect(view.renderRoot.querySelectorAll('.readings b').length).toBeGreaterThan(0), { timeout: 4000 });

it('shows test images with each lane’s prediction, and marks wrong ones', async () => {
  const view = await show(new PictureClient(duel));
  await answered(view);
  expect(view.renderRoot.querySelectorAll('.images > li')).toHaveLength(24);
  const labels = [...view.renderRoot.querySelectorAll('canvas')].map((canvas) =>
    Number(/\d/.exec(canvas.ariaLabel ?? '')?.[0]),
  );
  // The first lane of the fixture is always right; the second mistakes the odd classes.
  expect(view.renderRoot.querySelectorAll('.lane-0.wrong')).toHaveLength(0);
  const odd = labels.filter((label) => label % 2 === 1).length;
  expect(odd).toBeGreaterThan(5);
  expect(view.renderRoot.querySelectorAll('.lane-1.wrong')).toHaveLength(odd);
  expect(view.renderRoot.querySelectorAll('.lane-1 .cross')).toHaveLength(odd);
  expect(part(view, 'p').textContent).toBe(
    IMAGE_WORDS.correct([
      IMAGE_WORDS.correctBy('SELU', 24, 24, IMAGE_WORDS.heldOut),
      IMAGE_WORDS.correctBy('ReLU', 24 - odd, 24, IMAGE_WORDS.heldOut),
    ]),
  );
});

it('gives a diverged network no prediction instead of the first class', async () => {
  const client = new PictureClient(duel);
  vi.spyOn(client, 'predict').mockImplementation(async (_, inputs) => new Float32Array((inputs.length / 64) * 10).fill(NaN));
  const view = await show(client);
  await answered(view);
  expect(part(view, 'p').textContent).toBe(IMAGE_WORDS.correct([IMAGE_WORDS.diverged('SELU'), IMAGE_WORDS.diverged('ReLU')]));
  expect(view.renderRoot.querySelectorAll('.cross')).toHaveLength(0);
  expect([...view.renderRoot.querySelectorAll('.readings b')].every(({ textContent }) => textContent === '–')).toBe(true);
});

it('draws each image pixel by pixel', async () => {
  const view = await show(new PictureClient(duel));
  await answered(view);
  const canvas = canvasIn(view);
  expect([canvas.width, canvas.height]).toEqual([8, 8]);
  // A tenth of 64 pixels is lit, the others hold a quarter of the brightest at most.
  expect(pixelsLike(canvas, [217, 217, 217], 41)).toBeGreaterThanOrEqual(6);
  expect(pixelsLike(canvas, [32, 32, 32], 36)).toBeGreaterThanOrEqual(57);
});

it('shows only the mistakes of a lane, among all images that were predicted', async () => {
  const view = await show(new PictureClient(duel));
  await answered(view);
  const select = part(view, 'select');
  if (!(select instanceof HTMLSelectElement)) throw new Error('no select');
  expect([...select.options].map(({ text }) => text)).toEqual([
    IMAGE_WORDS.allImages,
    IMAGE_WORDS.onlyMistakes('SELU'),
    IMAGE_WORDS.onlyMistakes('ReLU'),
  ]);
  const choose = (value: string) => {
    select.value = value;
    select.dispatchEvent(new Event('change'));
  };
  choose('1');
  // 100 held-out rows of 10 classes by turns: 50 of odd ones.
  await vi.waitFor(
    () =>
      expect(part(view, 'p').textContent).toBe(
        `${IMAGE_WORDS.mistakes('ReLU', '50', '100', IMAGE_WORDS.heldOut)}${IMAGE_WORDS.shown(24)}.`,
      ),
    {
      timeout: 4000,
    },
  );
  expect(view.renderRoot.querySelectorAll('.lane-1.wrong')).toHaveLength(24);
  choose('0');
  await vi.waitFor(
    () => expect(part(view, 'p').textContent).toBe(`${IMAGE_WORDS.mistakes('SELU', '0', '100', IMAGE_WORDS.heldOut)}.`),
    {
      timeout: 4000,
    },
  );
  // Their places are kept.
  expect(view.renderRoot.querySelectorAll('.images > .vacant')).toHaveLength(24);
});

// How often is tested in request-throttle.test.ts.
it('sends one request at a time, for few of many snapshots', async () => {
  const client = new PictureClient(duel);
  const view = await show(client);
  await answered(view);
  const before = client.asked;
  const release = holdAnswers(client);
  for (let step = 101; step <= 130; step++) {
    view.snapshot = { ...snapshot(duel, 100), step };
    await view.updateComplete;
  }
  await expect.poll(() => client.asked, { timeout: 10_000 }).toBeGreaterThan(before);
  await frames();
  // The first of two lanes is asked; its answer is held back.
  expect(client.asked - before).toBe(1);
  release();
  await expect.poll(() => client.asked - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  await turns();
  expect(client.mostAtOnce).toBe(1);
  // Two lanes, for the snapshot whose answer was held back and for the newest.
  expect(client.asked - before).toBeLessThanOrEqual(4);
});

it('sends no request while it is off screen', async () => {
  const client = new PictureClient(duel);
  const view = new ImagePredictions();
  const spacer = document.createElement('div');
  spacer.style.height = '3000px';
  document.body.prepend(spacer);
  const [data, sample] = await Promise.all([loadShape(client), loadImageSample(client)]);
  await mount(Object.assign(view, { experiment: duel, client, data, sample, snapshot: snapshot(duel, 100) }));
  // The observer of what is in sight reports with a frame.
  await frames();
  await turns();
  expect(client.asked).toBe(0);
  spacer.remove();
  await answered(view);
});

it('shows training images if none are held out, in colour too', async () => {
  const shape = { ...DIGITS, heldOutRows: 0, image: { width: 6, height: 4, channels: 3 } };
  const view = await show(new PictureClient(duel, shape));
  await answered(view);
  expect(part(view, 'p').textContent).toContain(IMAGE_WORDS.training);
  expect(canvasIn(view).width).toBe(6);
});

it('reserves places for the images before they arrive', async () => {
  const view = await show(new PictureClient(duel), { sample: null });
  expect(view.renderRoot.querySelectorAll('.images > li')).toHaveLength(24);
  expect(part(view, 'p').textContent).toBe(IMAGE_WORDS.waiting);
});

it('has no accessibility violation that axe finds', async () => {
  const view = await show(new PictureClient(duel));
  await answered(view);
  const { violations } = await axe.run(view, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
