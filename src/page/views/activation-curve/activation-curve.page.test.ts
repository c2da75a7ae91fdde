import { expect, it, vi } from 'vitest';
import { chartOf, mount, part } from '../../../../tests/fixtures/mount';
import { activationOf } from '../../../activations/catalogue';
import { ActivationCurve } from './activation-curve';

async function show(name: 'selu' | 'relu') {
  const activation = activationOf(name);
  const view = await mount(Object.assign(new ActivationCurve(), { activation, ...activation.parameters }), 240);
  await vi.waitFor(() => expect(chartOf(view).data.datasets).toHaveLength(2));
  return view;
}

it('draws the function and its slope, which jumps where the function has a kink', async () => {
  const view = await show('selu');
  const [slopes, values] = chartOf(view).data.datasets;
  // SELU ends at −λα = −1.7581 on the left and grows with λ = 1.0507 on the right.
  expect(values.data[0]).toMatchObject({ x: -4, y: expect.closeTo(-1.7581 * (1 - Math.exp(-4)), 3) });
  expect(values.data.at(-1)).toMatchObject({ x: 4, y: expect.closeTo(4 * 1.0507, 3) });
  expect(
    slopes.data.filter((point) => point !== null && typeof point === 'object' && 'y' in point && Number.isNaN(point.y)),
  ).toHaveLength(1);
});

it('describes its curves, and follows α', async () => {
  const view = await show('selu');
  expect(part(view, 'canvas').getAttribute('aria-label')).toBe(
    'SELU and its slope: f(−2.00) is −1.52, f(0) is 0, f(2.00) is 2.10; the slope there is 1.05',
  );
  view.alpha = 1;
  await view.updateComplete;
  expect(part(view, 'canvas').getAttribute('aria-label')).toContain('f(−2.00) is −0.91');
});

it('is empty without an activation', async () => {
  const view = await mount(new ActivationCurve(), 240);
  expect(part(view, 'canvas').getAttribute('aria-label')).toBe('Activation and its slope');
});
