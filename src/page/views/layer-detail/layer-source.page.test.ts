import axe from 'axe-core';
import { expect, it, vi } from 'vitest';
import { mount, part } from '../../../../tests/fixtures/mount';
import { EXPERIMENTS } from '../../../../tests/fixtures/snapshots';
import type { CompleteRecipe } from '../../../experiment/experiment';
import { LayerSource } from './layer-source';
import { SOURCE_WORDS } from './layer-words';

const { duel } = EXPERIMENTS;

const show = (recipe: Partial<CompleteRecipe> = {}, layer = 4) =>
  mount(
    Object.assign(new LayerSource(), {
      experiment: { ...duel, lanes: [{ ...duel.lanes[0], ...recipe }] },
      layer,
    }),
  );

const files = (view: LayerSource) =>
  [...view.renderRoot.querySelectorAll('figcaption code')].map((code) => code.textContent?.replace('shaders/plain/', ''));

const NOTHING = { kind: 'none', rate: 0 } as const;

it('is closed at first, and has a shader for each step of the layer', async () => {
  const view = await show({ activation: 'selu', dropout: { kind: 'alpha', rate: 0.1 } });
  expect(part(view, 'details').hasAttribute('open')).toBe(false);
  expect(files(view)).toEqual([
    'matmul/forward.wgsl',
    'activations/selu.wgsl',
    'dropout/keep_mask.wgsl',
    'dropout/alpha_dropout.wgsl',
  ]);
  expect(part(view, 'pre').textContent).toContain('z = x·W + b');
});

it('follows the recipe, and puts the steps in the order in which they run', async () => {
  const plain = { dropout: NOTHING, normalization: 'none', block: 'plain' } as const;
  expect(files(await show({ ...plain, activation: 'leaky-relu' }))).toEqual([
    'matmul/forward.wgsl',
    'activations/leaky_relu.wgsl',
  ]);
  const batch = { ...plain, activation: 'relu', normalization: 'batch', block: 'residual' } as const;
  // The first layer is plain, because its input has another width: the second opens a block and the third closes it.
  expect(files(await show({ ...batch, normalizationPlace: 'before-activation' }, 2))).toEqual([
    'matmul/forward.wgsl',
    'normalization/batch_norm.wgsl',
    'blocks/residual.wgsl',
    'activations/relu.wgsl',
  ]);
  expect(files(await show({ ...batch, normalizationPlace: 'after-activation' }, 1))).toEqual([
    'matmul/forward.wgsl',
    'activations/relu.wgsl',
    'normalization/batch_norm.wgsl',
  ]);
  expect(files(await show({ ...plain, activation: 'tanh', normalization: 'weight', block: 'highway' }, 1))).toEqual([
    'normalization/weight_norm.wgsl',
    'matmul/forward.wgsl',
    'activations/tanh.wgsl',
    'activations/sigmoid.wgsl',
    'blocks/highway.wgsl',
  ]);
});

it('copies a shader', async () => {
  const view = await show();
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const button = part(view, 'button');
  button.click();
  await vi.waitFor(() => expect(button.textContent?.trim()).toBe(SOURCE_WORDS.copied));
  expect(copied.mock.calls[0][0]).toBe(part(view, 'pre').textContent);
  copied.mockRestore();
});

it('is empty for a missing layer', async () => {
  expect(files(await show({}, 99))).toEqual([]);
});

it('has no accessibility violation that axe finds when it is open', async () => {
  const view = await show();
  part(view, 'details').setAttribute('open', '');
  const { violations } = await axe.run(view, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
});
