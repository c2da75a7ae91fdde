import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeClient } from '../../tests/fixtures/fake-client';
import { DataError } from '../data/errors';
import { DEFAULT_EXPERIMENT } from '../experiment/defaults';
import type { CompleteExperiment } from '../experiment/experiment';
import { experimentToHash } from '../experiment/url';
import { GpuUnavailable } from '../engine/gpu/errors';
import { SnnPlayground } from './playground';
import { ADDRESS_WORDS } from './shell/shell-words';

let client: FakeClient;
let clients = 0;
/** What opening with an experiment rejects with, if anything. */
let refuses: (experiment: CompleteExperiment) => Error | undefined;

class TestPlayground extends SnnPlayground {
  protected override createClient(experiment: CompleteExperiment): FakeClient {
    clients++;
    client = new FakeClient(experiment, refuses(experiment));
    return client;
  }
}
customElements.define('test-playground', TestPlayground);

let playground: TestPlayground;

async function open(hash = ''): Promise<void> {
  history.replaceState(null, '', hash || location.pathname + location.search);
  playground = new TestPlayground();
  document.body.append(playground);
  await playground.ready.catch(() => {});
  await playground.pause().catch(() => {});
}

const field = (name: string, role: 'textbox' | 'combobox' | 'slider' = 'textbox') =>
  page.getByRole(role, { name, exact: true }).first();
const step = async () => (await playground.snapshot()).step;

beforeEach(() => {
  refuses = () => undefined;
  clients = 0;
  document.body.style.margin = '0';
});

afterEach(() => {
  playground.remove();
  localStorage.clear();
});

describe('running', () => {
  beforeEach(() => open());

  test('it starts by itself, and its events are the element’s', async () => {
    playground.remove();
    playground = new TestPlayground();
    const heard: string[] = [];
    for (const type of ['snapshot', 'statechange', 'error']) playground.addEventListener(type, () => heard.push(type));
    document.body.append(playground);
    await playground.ready;
    await vi.waitFor(() => expect(client.running).toBe(true));
    client.fail(new Error('Something broke.'));
    expect(new Set(heard)).toEqual(new Set(['snapshot', 'statechange', 'error']));
    await expect.element(page.getByRole('alert')).toHaveTextContent('Something broke.');
  });

  test('the keys run, step, reset, seed and list themselves', async () => {
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(step).toBe(1);
    // 300 rows in batches of 128.
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await expect.poll(step).toBe(3);
    await userEvent.keyboard(' ');
    expect(client.running).toBe(true);
    await userEvent.keyboard(' ');
    await expect.poll(() => client.running).toBe(false);
    await userEvent.keyboard('r');
    await expect.poll(step).toBe(0);
    await userEvent.keyboard('n');
    await expect.poll(() => playground.experiment.training.seed).not.toBe(DEFAULT_EXPERIMENT.training.seed);
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('r{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('the keys are silent while a person types', async () => {
    await field('Samples').click();
    await userEvent.keyboard('{ArrowRight} rn?');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await step()).toBe(0);
    expect(client.running).toBe(false);
    expect(playground.experiment.training.seed).toBe(DEFAULT_EXPERIMENT.training.seed);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('the space bar presses the button that has the focus, and nothing else', async () => {
    const reset = page.getByRole('button', { name: 'Reset' });
    await playground.step(2);
    (await reset.findElement()).focus();
    await userEvent.keyboard(' ');
    await expect.poll(step).toBe(0);
    expect(client.running).toBe(false);
  });

  test('it rests while the page is hidden, and goes on when it is seen', async () => {
    playground.play();
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    await expect.poll(() => client.running).toBe(false);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await expect.poll(() => client.running).toBe(true);
    hidden.mockRestore();
  });

  test('what was paused or stepped while it is hidden stays so', async () => {
    for (const stop of [() => playground.pause(), () => playground.step(1)]) {
      playground.play();
      const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
      document.dispatchEvent(new Event('visibilitychange'));
      await stop();
      hidden.mockReturnValue(false);
      document.dispatchEvent(new Event('visibilitychange'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(client.running).toBe(false);
      hidden.mockRestore();
    }
  });

  test('the keys go on working where a choice has the focus, all but its own', async () => {
    const seconds = await page.getByRole('radio', { name: 'seconds' }).findElement();
    if (!(seconds instanceof HTMLElement)) throw new Error('no choice');
    seconds.focus();
    await userEvent.keyboard('n');
    await expect.poll(() => playground.experiment.training.seed).not.toBe(DEFAULT_EXPERIMENT.training.seed);
    await userEvent.keyboard(' {ArrowRight}');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([client.running, await step()]).toEqual([false, 0]);
  });
});

describe('the controls', () => {
  beforeEach(() => open());

  test('what is not allowed is said beside the control, and the experiment stays', async () => {
    const depth = field('Depth');
    for (const given of ['129', '0', 'abc', '1.5', '']) {
      await depth.fill(given);
      await userEvent.keyboard('{Enter}');
      await expect.element(depth).toHaveAttribute('aria-invalid', 'true');
      await expect.element(depth).toHaveAccessibleDescription(/Depth must be a whole number from 1 to 128; got/);
      await expect.element(depth).toHaveValue(given);
    }
    expect(client.configured).toEqual([]);
    await depth.fill('12');
    await userEvent.keyboard('{Enter}');
    await expect.element(depth).toHaveAttribute('aria-invalid', 'false');
    await expect.poll(() => playground.experiment.lanes[0].depth).toBe(12);
  });

  test('Escape gives up what was refused', async () => {
    const noise = field('Noise');
    await noise.fill('-1');
    await userEvent.keyboard('{Enter}');
    await expect.element(noise).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(noise).toHaveAttribute('aria-invalid', 'false');
    await expect.element(noise).toHaveValue('0.03');
  });

  test('a live slider applies while it is dragged, one that rebuilds when it is let go', async () => {
    await drag('Learning rate, slider', -3);
    await expect.poll(() => playground.experiment.training.learningRate).toBe(0.001);
    const batch = await drag('Batch size, slider', 5);
    await expect.element(field('Batch size')).toHaveValue('32');
    expect(playground.experiment.training.batchSize).toBe(128);
    batch.dispatchEvent(new Event('change'));
    await expect.poll(() => playground.experiment.training.batchSize).toBe(32);
  });

  test('what was refused stays in its control when the focus goes on', async () => {
    const depth = field('Depth');
    await depth.fill('129');
    await userEvent.tab();
    await expect.element(depth).toHaveAttribute('aria-invalid', 'true');
    await expect.element(depth).toHaveValue('129');
    await depth.fill('16');
    await userEvent.tab();
    await expect.element(depth).toHaveAttribute('aria-invalid', 'false');
    await expect.element(depth).toHaveValue('16');
  });

  test('a decimal comma is a point, and any number can be typed', async () => {
    await field('Learning rate').fill('0,0375');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => playground.experiment.training.learningRate).toBe(0.0375);
    await field('Width').fill('77');
    await userEvent.tab();
    await expect.poll(() => playground.experiment.lanes[0].width).toBe(77);
  });

  test('fields that have no effect are not there, and own rows cannot be chosen before they are there', async () => {
    expect(field('Dropout rate').query()).toBeNull();
    await field('Dropout', 'combobox').selectOptions('alpha');
    await expect.element(field('Dropout rate')).toHaveValue('0.1');
    await expect.element(page.getByRole('option', { name: /Own data/ }).first()).toBeDisabled();
  });

  test('lanes are added, copied, renamed and removed', async () => {
    const labels = () => playground.experiment.lanes.map(({ label }) => label);
    await page.getByRole('button', { name: 'Copy lane 2' }).click();
    await expect.poll(labels).toEqual(['SELU + LeCun normal', 'ReLU + He normal', 'ReLU + He normal']);
    await field('Name of lane 3').fill('The other');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => labels()[2]).toBe('The other');
    await field('Name of lane 1').fill('');
    await userEvent.keyboard('{Enter}');
    await expect.element(field('Name of lane 1')).toHaveValue('SELU + LeCun normal');
    await page.getByRole('button', { name: 'Add a lane' }).click();
    await expect.poll(labels).toHaveLength(4);
    await expect.element(page.getByRole('button', { name: 'Add a lane' })).toBeDisabled();
    await page.getByRole('button', { name: 'Remove lane 1' }).click();
    await expect.poll(labels).toEqual(['ReLU + He normal', 'The other', 'SELU + LeCun normal']);
  });

  test('a collapsed section opens for an error in it, and stays open when that is fixed', async () => {
    await page.getByText('More').nth(2).click();
    await expect.element(page.getByRole('img', { name: /^SELU and its slope/ })).toBeVisible();
    const gain = field('Gain');
    for (const [given, invalid] of [
      ['0', 'true'],
      ['2', 'false'],
    ]) {
      await gain.fill(given);
      await userEvent.keyboard('{Enter}');
      await expect.element(gain).toHaveAttribute('aria-invalid', invalid);
    }
    await expect.poll(() => playground.experiment.lanes[0].gain).toBe(2);
    await expect.element(gain).toBeVisible();
    expect((await gain.findElement()).matches(':focus')).toBe(true);
  });

  test('a preset replaces the experiment and says what to look at', async () => {
    await page.getByText('Presets').click();
    await page.getByRole('button', { name: /^MNIST/ }).click();
    await expect.poll(() => playground.experiment.dataset.name).toBe('mnist');
    await expect.element(page.getByText(/Within two passes/)).toBeVisible();
    const current = page.getByRole('button', { name: /^MNIST, two layers/, includeHidden: true });
    await expect.element(current).toHaveAttribute('aria-current', 'true');
    // The focus is where it was before the menu, not lost with it.
    expect((await page.getByText('Presets').findElement()).closest('summary')?.matches(':focus')).toBe(true);
  });

  test('an error without a control stands in the bar until it is put away', async () => {
    client.refusal = new Error('The file of the digits is missing.');
    await field('Dataset', 'combobox').selectOptions('digits');
    await expect.element(page.getByRole('alert')).toHaveTextContent('The file of the digits is missing.');
    await expect.element(field('Dataset', 'combobox')).toHaveValue('spirals');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('');
  });

  test('what was wrong is outlived by the next change that is taken', async () => {
    client.refusal = new Error('The file of the digits is missing.');
    await field('Dataset', 'combobox').selectOptions('digits');
    await expect.element(page.getByRole('alert')).toHaveTextContent('The file of the digits is missing.');
    playground.play();
    await playground.pause();
    await expect.element(page.getByRole('alert')).toHaveTextContent('The file of the digits is missing.');
    await field('Dataset', 'combobox').selectOptions('moons');
    await expect.element(page.getByRole('alert')).toHaveTextContent('');
  });

  async function drag(name: string, place: number): Promise<HTMLInputElement> {
    const slider = await page.getByRole('slider', { name, exact: true }).first().findElement();
    if (!(slider instanceof HTMLInputElement)) throw new Error(`${name} is no slider`);
    slider.value = String(place);
    slider.dispatchEvent(new Event('input'));
    return slider;
  }
});

describe('the address', () => {
  test('it says the experiment, and opens it again', async () => {
    await open();
    await playground.configure({ training: { learningRate: 0.0375 }, lanes: [{ label: 'α = 1 & λ?', depth: 5, width: 7 }] });
    const { experiment } = playground;
    await expect.poll(() => location.hash).toBe(experimentToHash(experiment));
    const { hash } = location;
    playground.remove();
    await open(hash);
    expect(playground.experiment).toEqual(experiment);
  });

  test('it is followed when it changes', async () => {
    await open();
    location.hash = '#v=1&dataset.name=moons';
    await expect.poll(() => playground.experiment.dataset.name).toBe('moons');
    location.hash = '#nonsense';
    await expect.element(page.getByRole('alert')).toHaveTextContent(ADDRESS_WORDS.unchanged);
    expect(playground.experiment.dataset.name).toBe('moons');
    await expect.poll(() => location.hash).toBe('#v=1&dataset.name=moons');
  });

  test('one that cannot be read is said, and the default runs', async () => {
    await open('#v=1&lanes=7');
    expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
    await expect.element(page.getByRole('alert')).toHaveTextContent(ADDRESS_WORDS.defaultInstead);
  });
});

test('an experiment that the engine cannot take is said, and the default runs', async () => {
  refuses = ({ dataset }) => (dataset.name === 'mnist' ? new Error('The file of the digits is missing') : undefined);
  await open('#v=1&dataset.name=mnist');
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('The file of the digits is missing. The page opened with its default');
  expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
  expect((await playground.step(2)).step).toBe(2);
});

test('where the data alone cannot be had, the networks stay as they were asked for', async () => {
  refuses = ({ dataset }) => (dataset.name === 'custom' ? new DataError('There are no rows of your own here.') : undefined);
  await open('#v=1&dataset.name=custom&training.learningRate=0.5');
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('There are no rows of your own here. Meanwhile the networks train on two spirals.');
  const { dataset, training } = playground.experiment;
  expect(dataset).toEqual(DEFAULT_EXPERIMENT.dataset);
  expect(training.learningRate).toBe(0.5);
});

test('an engine that stopped is started again on the same experiment', async () => {
  await open('#v=1&dataset.name=moons');
  const dead = client;
  dead.fail(new GpuUnavailable('lost', 'The GPU was lost.'));
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(() => client).not.toBe(dead);
  await expect.poll(() => client.running).toBe(true);
  expect(playground.experiment.dataset.name).toBe('moons');
  await expect.element(page.getByRole('alert')).toHaveTextContent('');
});

test('an engine that stops amid a change can be started again', async () => {
  await open();
  client.refusal = new Error('The engine stopped.');
  const changed = playground.configure({ training: { batchSize: 64 } }).catch(() => {});
  client.fail(new Error('The engine stopped.'));
  await changed;
  client.refusal = new Error('The engine stopped.');
  await field('Batch size').fill('32');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => client.refusal).toBeNull();
  await expect.element(page.getByRole('button', { name: 'Start again' })).toBeVisible();
});

test('one that leaves the page before it is ready starts no other engine', async () => {
  refuses = () => new Error('closed');
  history.replaceState(null, '', '#v=1&dataset.name=moons');
  playground = new TestPlayground();
  document.body.append(playground);
  playground.remove();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(clients).toBe(1);
});

test('one that is moved before it is ready opens what it was to open', async () => {
  refuses = () => (clients === 1 ? new Error('closed') : undefined);
  history.replaceState(null, '', '#v=1&dataset.name=moons');
  playground = new TestPlayground();
  document.body.append(playground);
  document.body.append(playground);
  await playground.ready;
  expect(clients).toBe(2);
  expect(playground.experiment.dataset.name).toBe('moons');
  await expect.element(page.getByRole('alert')).toHaveTextContent('');
  await vi.waitFor(() => expect(client.running).toBe(true));
});

test('one that failed is as good as new when it comes back and there is a GPU', async () => {
  refuses = () => new GpuUnavailable('no-adapter', 'There is no adapter.');
  await open();
  await expect(playground.ready).rejects.toBeInstanceOf(GpuUnavailable);
  refuses = () => undefined;
  playground.remove();
  document.body.append(playground);
  await playground.ready;
  expect((await playground.step(1)).step).toBe(1);
  await expect.element(page.getByRole('button', { name: 'Run' })).toBeVisible();
});

test('without a GPU the page says what is missing, and ready rejects', async () => {
  const failure = new GpuUnavailable('no-webgpu', 'This browser has no WebGPU.');
  refuses = () => failure;
  await open();
  await expect(playground.ready).rejects.toBe(failure);
  await expect.element(page.getByRole('heading', { name: 'This browser has no WebGPU' })).toBeVisible();
  await expect.element(page.getByText(/Chrome and Edge/)).toBeVisible();
  expect(page.getByRole('button', { name: 'Run' }).query()).toBeNull();
  // There is nothing to open a file with: the browser does with it what it does elsewhere.
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

  test('nothing lies beyond the sides', () => {
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
