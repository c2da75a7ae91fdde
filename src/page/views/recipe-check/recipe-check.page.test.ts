import axe from 'axe-core';
import { expect, it } from 'vitest';
import { FakeClient } from '../../../../tests/fixtures/fake-client';
import { mount, part } from '../../../../tests/fixtures/mount';
import { validateExperiment } from '../../../experiment/validate';
import { Board } from '../../shell/board';
import { Store } from '../../store/store';
import { RecipeCheck, type RecipeFix } from './recipe-check';
import { TITLES } from '../../../predictions/finding-texts';
import { RECIPE_WORDS } from './recipe-words';

const broken = validateExperiment({
  training: { weightDecay: 0.03 },
  lanes: [
    { gain: 0.75, width: 8, dropout: { kind: 'standard' } },
    { activation: 'relu' },
    { activation: 'relu', initialization: 'lecun-normal' },
  ],
});

const show = (experiment = broken, width = 900) => mount(Object.assign(new RecipeCheck(), { experiment }), width);
const words = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const all = (view: RecipeCheck, selector: string) => [...view.renderRoot.querySelectorAll(selector)];

it('lists the findings of each lane, and says if there are none', async () => {
  const view = await show();
  const [selu, relu, fading] = all(view, 'section');
  expect([...selu.querySelectorAll('strong')].map(words)).toEqual([
    'SELU with LeCun normal × 0.75',
    TITLES.dropout,
    TITLES.weightDecay,
    '8 units per layer',
  ]);
  expect(words(relu)).toContain(RECIPE_WORDS.notSelfNormalizing);
  expect(words(fading)).toContain('ReLU halves the second moment');
  const duel = await show(validateExperiment({}));
  expect(words(all(duel, 'section')[0])).toContain(RECIPE_WORDS.sound);
  expect(all(duel, '.note')).toEqual([]);
});

it('fires an event for a clicked fix, with its lane', async () => {
  const view = await show();
  const fixes: RecipeFix[] = [];
  view.addEventListener('recipe-fix', ({ detail }) => fixes.push(detail));
  for (const button of all(view, 'button')) if (button instanceof HTMLButtonElement) button.click();
  expect(fixes.map(({ lane }) => lane)).toEqual([0, 0, 0, 0, 2]);
  expect(fixes[1].change).toEqual({ lane: { dropout: { kind: 'alpha' } } });
  expect(fixes[2].change).toEqual({ training: { weightDecay: 0 } });
});

it('fixes the experiment of its board', async () => {
  const store = new Store((experiment) => new FakeClient(experiment));
  await store.open(broken);
  const board = await mount(Object.assign(new Board(), { store }), 900);
  const view = part(board, 'snn-recipe-check');
  const click = (label: string) =>
    [...(view.shadowRoot?.querySelectorAll('button') ?? [])].find((button) => words(button) === label)?.click();
  click('LeCun normal, gain 1');
  await expect.poll(() => store.experiment.lanes[0].gain).toBe(1);
  click('Weight decay 0');
  await expect.poll(() => store.experiment.training.weightDecay).toBe(0);
  click('He normal');
  await expect.poll(() => store.experiment.lanes[2].initialization).toBe('he-normal');
  expect(store.experiment.lanes[0].dropout.kind).toBe('standard');
  await expect.poll(() => view.shadowRoot?.querySelectorAll('li').length).toBe(2);
});

it('follows the experiment', async () => {
  const view = await show();
  view.experiment = validateExperiment({ lanes: [{ initialization: 'he-normal' }] });
  await view.updateComplete;
  expect(all(view, 'strong').map(words)).toEqual(['SELU with He normal']);
  expect(words(part(view, 'button'))).toBe('LeCun normal');
});

it.each([250, 356, 900])('keeps within %i px', async (width) => {
  const view = await show(broken, width);
  const edge = view.getBoundingClientRect().right + 1;
  for (const element of all(view, '*')) expect(element.getBoundingClientRect().right, element.outerHTML).toBeLessThan(edge);
});

it('has no accessibility violation that axe finds', async () => {
  const { violations } = await axe.run(await show(), { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
