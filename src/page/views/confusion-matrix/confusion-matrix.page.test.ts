import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { canvasIn, chartOf, mount, part, pixelsLike, within } from '../../../../tests/fixtures/mount';
import { confused, diverged, EXPERIMENTS, snapshot } from '../../../../tests/fixtures/snapshots';
import { ConfusionMatrixView } from './confusion-matrix';
import { CONFUSION_WORDS } from './confusion-words';
import type { DataShape } from '../data-shape';
import { WAITING } from '../words';

const { duel } = EXPERIMENTS;

function shapeOf(classNames: string[], heldOutRows = 20 * classNames.length): DataShape {
  return { features: 4, classes: classNames.length, classNames, featureNames: [], trainingRows: 300, heldOutRows };
}

const LETTERS = shapeOf([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']);
const THREE = shapeOf(['setosa', 'versicolor', 'virginica'], 60);

async function show(change: Partial<ConfusionMatrixView> = {}, width = 400): Promise<ConfusionMatrixView> {
  const view = Object.assign(new ConfusionMatrixView(), {
    experiment: duel,
    data: THREE,
    snapshot: confused(snapshot(duel, 100), 3),
    ...change,
  });
  return mount(view, width);
}

const sentence = (view: ConfusionMatrixView) => part(view, '.sentence').textContent;

// Of 20 rows a class, confused() has 20 · 0.85 · (1, 0.9, 0.8), rounded 17, 15 and 14, right, and takes the rest of three for the next.
it('reports the correct share and the most frequent mistakes, in total and by class', async () => {
  const view = await show();
  // (17 + 15 + 14) / 60
  expect(sentence(view)).toBe(
    `${CONFUSION_WORDS.correct('76.7%')} ${CONFUSION_WORDS.mistaken('virginica', 'setosa', '6 times', '20')}`,
  );
  const cells = [...view.renderRoot.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map(({ textContent }) => textContent),
  );
  expect(cells).toEqual([
    ['setosa', '20', '17', 'versicolor, 3 times'],
    ['versicolor', '20', '15', 'virginica, 5 times'],
    ['virginica', '20', '14', 'setosa, 6 times'],
  ]);
});

it('draws correct and wrong predictions in two colours', async () => {
  const view = await show({ data: LETTERS, snapshot: confused(snapshot(duel, 100), 26) });
  await vi.waitFor(() => {
    const { canvas } = chartOf(view);
    // Over white, on the diagonal some seven tenths of the accent; in the palest mistakes three tenths of the warm colour.
    expect(pixelsLike(canvas, [70, 140, 145], 40)).toBeGreaterThan(1000);
    expect(pixelsLike(canvas, [227, 170, 166], 30)).toBeGreaterThan(300);
  });
});

it.each([2, 10, 26])('%i classes fit a narrow screen, square and whole', async (classes) => {
  const data = shapeOf(Array.from({ length: classes }, (_, label) => `class ${label}`));
  const view = await show({ data, snapshot: confused(snapshot(duel, 100), classes) }, 326);
  await vi.waitFor(() => chartOf(view));
  const box = canvasIn(view).getBoundingClientRect();
  expect(box.width).toBeLessThanOrEqual(326);
  expect(view.scrollWidth).toBeLessThanOrEqual(326);
});

it('describes the cell under the pointer or the focus', async () => {
  const view = await show();
  await vi.waitFor(() => chartOf(view));
  await new Promise(requestAnimationFrame);
  const cursor = part(view, '.cursor');
  // Of 256 × 205 pixels the names take some 65 on the left and, leaning, 50 at the top; what is left holds three rows of some 50.
  cursor.dispatchEvent(new PointerEvent('pointermove', within(cursor, 190, 75)));
  await view.updateComplete;
  expect(part(view, '.tooltip').textContent).toBe('setosa taken for virginica: 0 of 20 (0%)');
  cursor.dispatchEvent(new PointerEvent('pointerleave'));
  await view.updateComplete;
  expect(view.renderRoot.querySelector('.tooltip')).toBeNull();

  const press = async (key: string) => {
    cursor.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await view.updateComplete;
    return cursor.getAttribute('aria-valuetext');
  };
  expect(await press('ArrowDown')).toBe('versicolor taken for setosa: 0 of 20 (0%)');
  expect(await press('End')).toBe('versicolor taken for virginica: 5 of 20 (25%)');
  expect(await press('ArrowLeft')).toBe('versicolor classified correctly: 15 of 20 (75%)');
  expect(await press('Home')).toBe('versicolor taken for setosa: 0 of 20 (0%)');
});

it('gives the reason if there is no matrix', async () => {
  expect(sentence(await show({ data: shapeOf(['a', 'b', 'c'], 0), snapshot: snapshot(duel, 100) }))).toBe(
    CONFUSION_WORDS.noMatrix(CONFUSION_WORDS.noHeldOutRows),
  );
  const many = { ...THREE, classes: 1200, classNames: [] };
  expect(sentence(await show({ data: many, snapshot: snapshot(duel, 100) }))).toBe(
    CONFUSION_WORDS.noMatrix(CONFUSION_WORDS.tooManyClasses('1,200')),
  );
  expect(sentence(await show({ snapshot: null }))).toBe(`${WAITING}.`);
  const broken = diverged(confused(snapshot(duel, 100), 3), 0, 2);
  expect(sentence(await show({ snapshot: broken }))).toBe(`${CONFUSION_WORDS.diverged}.`);
  // Counts of the data before these.
  expect(sentence(await show({ snapshot: confused(snapshot(duel, 100), 5) }))).toBe(`${WAITING}.`);
});

it('has no accessibility violation that axe finds', async () => {
  for (const view of [await show(), await show({ snapshot: null })]) {
    const { violations } = await axe.run(view, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  }
});
