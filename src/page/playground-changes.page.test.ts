/** How the page's controls and its address change an experiment. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client, field, openPlayground, TestPlayground } from '../../tests/fixtures/test-playground';
import { DEFAULT_EXPERIMENT } from '../experiment/defaults';
import { PRESETS } from '../experiment/presets';
import { experimentToHash } from '../experiment/url';
import { ADDRESS_WORDS } from './shell/shell-words';

let playground: TestPlayground;

async function open(hash?: string): Promise<void> {
  playground = await openPlayground(hash);
}

beforeEach(() => {
  TestPlayground.startOver();
  document.body.style.margin = '0';
});

afterEach(() => {
  playground.remove();
  localStorage.clear();
});

describe('the controls', () => {
  beforeEach(() => open());

  test('a value that is not allowed is reported next to its control, and the experiment stays', async () => {
    const depth = field('Depth');
    for (const given of ['129', '0', 'abc', '1.5', '']) {
      await depth.fill(given);
      await userEvent.keyboard('{Enter}');
      await expect.element(depth).toHaveAttribute('aria-invalid', 'true');
      await expect.element(depth).toHaveAccessibleDescription(/Depth must be a whole number from 1 to 128; got/);
      await expect.element(depth).toHaveValue(given);
    }
    expect(client().configured).toEqual([]);
    await depth.fill('12');
    await userEvent.keyboard('{Enter}');
    await expect.element(depth).toHaveAttribute('aria-invalid', 'false');
    await expect.poll(() => playground.experiment.lanes[0].depth).toBe(12);
  });

  test('Escape discards a refused value', async () => {
    const noise = field('Noise');
    await noise.fill('-1');
    await userEvent.keyboard('{Enter}');
    await expect.element(noise).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Escape}');
    await expect.element(noise).toHaveAttribute('aria-invalid', 'false');
    await expect.element(noise).toHaveValue('0.03');
  });

  test('a live slider applies while it is dragged, one that rebuilds when it is released', async () => {
    await drag('Learning rate, slider', -3);
    await expect.poll(() => playground.experiment.training.learningRate).toBe(0.001);
    const batch = await drag('Batch size, slider', 5);
    await expect.element(field('Batch size')).toHaveValue('32');
    expect(playground.experiment.training.batchSize).toBe(128);
    batch.dispatchEvent(new Event('change'));
    await expect.poll(() => playground.experiment.training.batchSize).toBe(32);
  });

  test('a refused value stays in its control when the focus moves on', async () => {
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

  test('a decimal comma counts as a point, and any number can be typed', async () => {
    await field('Learning rate').fill('0,0375');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => playground.experiment.training.learningRate).toBe(0.0375);
    await field('Width').fill('77');
    await userEvent.tab();
    await expect.poll(() => playground.experiment.lanes[0].width).toBe(77);
  });

  test('fields without an effect are hidden, and own data cannot be chosen before they exist', async () => {
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
    const preset = PRESETS.find(({ experiment }) => experiment.dataset?.name === 'mnist');
    await page.getByText('Presets').click();
    await page.getByRole('button', { name: /^MNIST/ }).click();
    await expect.poll(() => playground.experiment.dataset.name).toBe('mnist');
    await expect.element(page.getByText(preset?.lookAt ?? 'no preset on MNIST')).toBeVisible();
    const current = page.getByRole('button', { name: /^MNIST, two layers/, includeHidden: true });
    await expect.element(current).toHaveAttribute('aria-current', 'true');
    // The focus returns to where it was before the menu opened.
    expect((await page.getByText('Presets').findElement()).closest('summary')?.matches(':focus')).toBe(true);
  });

  test('an error without a control stays in the bar until it is dismissed', async () => {
    client().refusal = new Error('The file of the digits is missing.');
    await field('Dataset', 'combobox').selectOptions('digits');
    await expect.element(page.getByRole('alert')).toHaveTextContent('The file of the digits is missing.');
    await expect.element(field('Dataset', 'combobox')).toHaveValue('spirals');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('');
  });

  test('the next accepted change clears an error', async () => {
    client().refusal = new Error('The file of the digits is missing.');
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
  test('it contains the experiment, and opens it again', async () => {
    await open();
    await playground.configure({ training: { learningRate: 0.0375 }, lanes: [{ label: 'α = 1 & λ?', depth: 5, width: 7 }] });
    const { experiment } = playground;
    await expect.poll(() => location.hash).toBe(experimentToHash(experiment));
    const { hash } = location;
    playground.remove();
    await open(hash);
    expect(playground.experiment).toEqual(experiment);
  });

  test('the experiment follows when it changes', async () => {
    await open();
    location.hash = '#v=1&dataset.name=moons';
    await expect.poll(() => playground.experiment.dataset.name).toBe('moons');
    location.hash = '#nonsense';
    await expect.element(page.getByRole('alert')).toHaveTextContent(ADDRESS_WORDS.unchanged);
    expect(playground.experiment.dataset.name).toBe('moons');
    await expect.poll(() => location.hash).toBe('#v=1&dataset.name=moons');
  });

  test('one that cannot be read is reported, and the default runs', async () => {
    await open('#v=1&lanes=7');
    expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
    await expect.element(page.getByRole('alert')).toHaveTextContent(ADDRESS_WORDS.defaultInstead);
  });
});
