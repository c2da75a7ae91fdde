import axe from 'axe-core';
import { expect, it } from 'vitest';
import { mount, part } from '../../../../tests/fixtures/mount';
import { EXPERIMENTS, snapshot, unmeasured } from '../../../../tests/fixtures/snapshots';
import { CostPanel } from './cost-panel';
import { COST_WORDS } from './cost-words';

const { duel } = EXPERIMENTS;

const show = (change: Partial<CostPanel> = {}, width = 900) =>
  mount(Object.assign(new CostPanel(), { experiment: duel, snapshot: snapshot(duel, 70), ...change }), width);

const words = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const all = (view: CostPanel, selector: string) => [...view.renderRoot.querySelectorAll(selector)];
const sentence = (view: CostPanel) => words(part(view, '.sentence'));

/** Cells of the table's body, row by row, each row's heading without its phrase first. */
const rows = (view: CostPanel) =>
  all(view, 'tbody tr').map((row) => [
    words(row.children[0]).split(' ').slice(0, 2).join(' '),
    ...[...row.querySelectorAll('td')].map(words),
  ]);

const boxes = (view: CostPanel, bar: number) =>
  [...all(view, '.bar')[bar].querySelectorAll('rect')].map((box) => box.getBoundingClientRect());

it('lists every part of every lane, the total, and the statistics separately', async () => {
  const view = await show();
  // Of 1.9 ms and of 2.1 ms: 30 %, 8 %, 32 % and 30 %; statistics 5 % of them besides.
  expect(rows(view)).toEqual([
    ['Forward hidden', '0.57 30% 16', '0.63 30% 16'],
    ['Output the', '0.15 8% 2', '0.17 8% 2'],
    ['Backward δ', '0.61 32% 16', '0.67 32% 16'],
    ['Update weight', '0.57 30% 3', '0.63 30% 3'],
    ['One step', '1.90 100% 37', '2.10 100% 37'],
    ['Statistics measurements', '0.095 2', '0.11 2'],
  ]);
  expect(all(view, '.figure').map(words)).toEqual(['1.90 ms · 37 dispatches', '2.10 ms · 37 dispatches']);
});

it('compares the lanes with the first', async () => {
  // 2.1 / 1.9
  expect(sentence(await show())).toBe(COST_WORDS.comparison('ReLU', '1.11', 'SELU').replace('\u00a0', ' '));
  const four = EXPERIMENTS['four lanes'];
  // 2.3 / 1.9 and 2.5 / 1.9
  expect(sentence(await show({ experiment: four, snapshot: snapshot(four) }))).toBe(
    'A step of ReLU takes 1.11 × the time of SELU; tanh takes 1.21 ×; Leaky ReLU with a long name takes 1.32 ×.',
  );
});

it('draws bars on one scale, divided into the parts', async () => {
  const view = await show();
  const [selu, relu] = [boxes(view, 0), boxes(view, 1)];
  // The longest is as wide as the view: 900 px.
  for (const [index, share] of [0.3, 0.08, 0.32, 0.3].entries()) {
    expect(relu[index].width).toBeCloseTo(900 * share, 0);
    expect(selu[index].width).toBeCloseTo((900 * share * 1.9) / 2.1, 0);
  }
  for (const [index, { left }] of selu.slice(1).entries()) expect(left).toBeCloseTo(selu[index].right, 0);
  expect(all(view, '.bar').map((bar) => bar.getAttribute('aria-label'))).toEqual([
    'A step of SELU: 1.90 ms, 37 dispatches; forward 30%, output 8%, backward 32%, update 30%',
    'A step of ReLU: 2.10 ms, 37 dispatches; forward 30%, output 8%, backward 32%, update 30%',
  ]);
});

it('labels the segments that have room, within their edges', async () => {
  const labels = async (width: number) => {
    const view = await show({}, width);
    await expect.poll(() => all(view, 'text').length).toBeGreaterThan(0);
    const texts = [...all(view, '.bar')[1].querySelectorAll('text')];
    for (const text of texts) {
      const { left, right } = text.getBoundingClientRect();
      const holds = (box: DOMRect) => box.left < left && right < box.right;
      expect(boxes(view, 1).some(holds), words(text)).toBe(true);
    }
    return texts.map(words);
  };
  expect(await labels(1000)).toEqual(['Forward 30%', 'Output 8%', 'Backward 32%', 'Update 30%']);
  expect(await labels(800)).toEqual(['Forward 30%', 'Output', 'Backward 32%', 'Update 30%']);
  expect(await labels(250)).toEqual(['Forward', 'Backward', 'Update']);
});

it('says that nothing was measured yet, at the same height', async () => {
  const measured = await show();
  for (const snapshotThen of [null, unmeasured(snapshot(duel))]) {
    const view = await show({ snapshot: snapshotThen });
    expect(sentence(view)).toBe('Not measured yet.');
    expect(all(view, '.figure').map(words)).toEqual([COST_WORDS.notMeasured, COST_WORDS.notMeasured]);
    expect(part(view, 'table').textContent).not.toContain('NaN');
    expect(all(view, '.bar')[0].getAttribute('aria-label')).toBe(`A step of SELU: ${COST_WORDS.notMeasured}`);
    expect(view.offsetHeight).toBe(measured.offsetHeight);
  }
});

it('shows one lane alone', async () => {
  const one = EXPERIMENTS['one lane, wide'];
  const view = await show({ experiment: one, snapshot: snapshot(one) });
  expect(sentence(view)).toBe(COST_WORDS.single('SELU', '1.90'));
  expect(all(view, '.bar')).toHaveLength(1);
  // 8 hidden layers.
  expect(rows(view)[4]).toEqual(['One step', '1.90 100% 21']);
});

it.each([250, 356, 700, 1000])('keeps within %i px, however long a label', async (width) => {
  const four = EXPERIMENTS['four lanes'];
  const view = await show({ experiment: four, snapshot: snapshot(four) }, width);
  const edge = view.getBoundingClientRect().right + 1;
  for (const element of all(view, '*')) expect(element.getBoundingClientRect().right, element.outerHTML).toBeLessThan(edge);
});

it('says how it was measured', async () => {
  const view = await show({ timestamps: true });
  expect(words(part(view, '.note'))).toContain(COST_WORDS.gpuClock);
  view.timestamps = false;
  await view.updateComplete;
  expect(words(part(view, '.note'))).toContain(COST_WORDS.outside);
});

it('updates its text once per second at most, and at once when another run begins', async () => {
  const view = await show();
  const faster = (step: number) => {
    const now = snapshot(duel, step);
    return { ...now, lanes: now.lanes.map((lane) => ({ ...lane, millisecondsPerStep: 1 })) };
  };
  view.snapshot = snapshot(duel, 75);
  await view.updateComplete;
  view.snapshot = faster(80);
  await view.updateComplete;
  expect(sentence(view)).toContain('1.11');
  await expect.poll(() => sentence(view), { timeout: 3000 }).toContain('1.00');
  view.snapshot = unmeasured(snapshot(duel, 0));
  await view.updateComplete;
  expect(sentence(view)).toBe('Not measured yet.');
});

it('has no accessibility violation that axe finds', async () => {
  const { violations } = await axe.run(await show(), { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
