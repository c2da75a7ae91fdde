/** How the page's element runs with and without an engine, and how it fits a screen. */
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { turns } from '../../tests/setup/event-loop';
import { client, field, openPlayground, TestPlayground } from '../../tests/fixtures/test-playground';
import { DataError } from '../data/errors';
import { GpuUnavailable } from '../engine/gpu/errors';
import { DEFAULT_EXPERIMENT } from '../experiment/defaults';

let playground: TestPlayground;

async function open(hash?: string): Promise<void> {
  playground = await openPlayground(hash);
}

const step = async () => (await playground.snapshot()).step;

beforeEach(() => {
  TestPlayground.startOver();
  document.body.style.margin = '0';
});

afterEach(() => {
  playground.remove();
  localStorage.clear();
});

describe('running', () => {
  beforeEach(() => open());

  test('it starts by itself, and the element fires its events', async () => {
    playground.remove();
    playground = new TestPlayground();
    const heard: string[] = [];
    for (const type of ['snapshot', 'statechange', 'error']) playground.addEventListener(type, () => heard.push(type));
    document.body.append(playground);
    await playground.ready;
    await vi.waitFor(() => expect(client().running).toBe(true));
    client().fail(new Error('Something broke.'));
    expect(new Set(heard)).toEqual(new Set(['snapshot', 'statechange', 'error']));
    await expect.element(page.getByRole('alert')).toHaveTextContent('Something broke.');
  });

  test('the keys run, step, reset, draw a new seed and open their list', async () => {
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(step).toBe(1);
    // 300 rows in batches of 128.
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await expect.poll(step).toBe(3);
    await userEvent.keyboard(' ');
    expect(client().running).toBe(true);
    await userEvent.keyboard(' ');
    await expect.poll(() => client().running).toBe(false);
    await userEvent.keyboard('r');
    await expect.poll(step).toBe(0);
    await userEvent.keyboard('n');
    await expect.poll(() => playground.experiment.training.seed).not.toBe(DEFAULT_EXPERIMENT.training.seed);
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('r{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('the keys are off while a person types', async () => {
    await field('Samples').click();
    await userEvent.keyboard('{ArrowRight} rn?');
    await turns();
    expect(await step()).toBe(0);
    expect(client().running).toBe(false);
    expect(playground.experiment.training.seed).toBe(DEFAULT_EXPERIMENT.training.seed);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('the space bar only presses the button that has the focus', async () => {
    const reset = page.getByRole('button', { name: 'Reset' });
    await playground.step(2);
    (await reset.findElement()).focus();
    await userEvent.keyboard(' ');
    await expect.poll(step).toBe(0);
    expect(client().running).toBe(false);
  });

  test('it pauses while the page is hidden, and continues when it is visible', async () => {
    playground.play();
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    await expect.poll(() => client().running).toBe(false);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await expect.poll(() => client().running).toBe(true);
    hidden.mockRestore();
  });

  test('a run paused or stepped while the page is hidden stays paused', async () => {
    for (const stop of [() => playground.pause(), () => playground.step(1)]) {
      playground.play();
      const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
      document.dispatchEvent(new Event('visibilitychange'));
      await stop();
      hidden.mockReturnValue(false);
      document.dispatchEvent(new Event('visibilitychange'));
      await turns();
      expect(client().running).toBe(false);
      hidden.mockRestore();
    }
  });

  test('the keys work while a choice has the focus, except those that the choice uses', async () => {
    const seconds = await page.getByRole('radio', { name: 'seconds' }).findElement();
    if (!(seconds instanceof HTMLElement)) throw new Error('no choice');
    seconds.focus();
    await userEvent.keyboard('n');
    await expect.poll(() => playground.experiment.training.seed).not.toBe(DEFAULT_EXPERIMENT.training.seed);
    await userEvent.keyboard(' {ArrowRight}');
    await turns();
    expect([client().running, await step()]).toEqual([false, 0]);
  });
});

test('an experiment that the engine refuses is reported, and the default runs', async () => {
  TestPlayground.refuses = ({ dataset }) =>
    dataset.name === 'mnist' ? new Error('The file of the digits is missing') : undefined;
  await open('#v=1&dataset.name=mnist');
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('The file of the digits is missing. The page opened with its default');
  expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
  expect((await playground.step(2)).step).toBe(2);
});

test('if only the data are missing, the networks stay as requested', async () => {
  TestPlayground.refuses = ({ dataset }) =>
    dataset.name === 'custom' ? new DataError('There are no rows of your own here.') : undefined;
  await open('#v=1&dataset.name=custom&training.learningRate=0.5');
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('There are no rows of your own here. Meanwhile the networks train on two spirals.');
  const { dataset, training } = playground.experiment;
  expect(dataset).toEqual(DEFAULT_EXPERIMENT.dataset);
  expect(training.learningRate).toBe(0.5);
});

test('a stopped engine restarts with the same experiment', async () => {
  await open('#v=1&dataset.name=moons');
  const dead = client();
  dead.fail(new GpuUnavailable('lost', 'The GPU was lost.'));
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(client).not.toBe(dead);
  await expect.poll(() => client().running).toBe(true);
  expect(playground.experiment.dataset.name).toBe('moons');
  await expect.element(page.getByRole('alert')).toHaveTextContent('');
});

test('an engine that stops during a change can be restarted', async () => {
  await open();
  client().refusal = new Error('The engine stopped.');
  const changed = playground.configure({ training: { batchSize: 64 } }).catch(() => {});
  client().fail(new Error('The engine stopped.'));
  await changed;
  client().refusal = new Error('The engine stopped.');
  await field('Batch size').fill('32');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => client().refusal).toBeNull();
  await expect.element(page.getByRole('button', { name: 'Start again' })).toBeVisible();
});

test('an element removed before it is ready starts no other engine', async () => {
  TestPlayground.refuses = () => new Error('closed');
  history.replaceState(null, '', '#v=1&dataset.name=moons');
  playground = new TestPlayground();
  document.body.append(playground);
  playground.remove();
  await turns();
  expect(TestPlayground.created).toHaveLength(1);
});

test('an element moved before it is ready opens its experiment', async () => {
  TestPlayground.refuses = (_, n) => (n === 1 ? new Error('closed') : undefined);
  history.replaceState(null, '', '#v=1&dataset.name=moons');
  playground = new TestPlayground();
  document.body.append(playground);
  document.body.append(playground);
  await playground.ready;
  expect(TestPlayground.created).toHaveLength(2);
  expect(playground.experiment.dataset.name).toBe('moons');
  await expect.element(page.getByRole('alert')).toHaveTextContent('');
  await vi.waitFor(() => expect(client().running).toBe(true));
});

test('an element that failed works when it is inserted again and a GPU exists', async () => {
  TestPlayground.refuses = () => new GpuUnavailable('no-adapter', 'There is no adapter.');
  await open();
  await expect(playground.ready).rejects.toBeInstanceOf(GpuUnavailable);
  TestPlayground.refuses = () => undefined;
  playground.remove();
  document.body.append(playground);
  await playground.ready;
  expect((await playground.step(1)).step).toBe(1);
  await expect.element(page.getByRole('button', { name: 'Run' })).toBeVisible();
});

test('without a GPU the page says what is missing, and `ready` rejects', async () => {
  const failure = new GpuUnavailable('no-webgpu', 'This browser has no WebGPU.');
  TestPlayground.refuses = () => failure;
  await open();
  await expect(playground.ready).rejects.toBe(failure);
  await expect.element(page.getByRole('heading', { name: 'This browser has no WebGPU' })).toBeVisible();
  await expect.element(page.getByText(/Chrome and Edge/)).toBeVisible();
  expect(page.getByRole('button', { name: 'Run' }).query()).toBeNull();
  // Without an engine the page does not handle files, so the browser's own behaviour stays.
  const over = new DragEvent('dragover', { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true });
  over.dataTransfer?.items.add(new File(['a,y\n'], 'table.csv'));
  expect(document.body.dispatchEvent(over)).toBe(true);
  expect(page.getByText('Drop to open').query()).toBeNull();
});

describe.each([
  ['wide', 1400, 900],
  ['narrow', 390, 844],
])('%s', (_, width, height) => {
  beforeEach(async () => {
    await page.viewport(width, height);
    await open();
    await playground.step(3);
  });

  test('axe finds nothing serious', async () => {
    const { violations } = await axe.run(playground, { resultTypes: ['violations'] });
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

  test('nothing overflows the sides', () => {
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
