import { beforeEach, expect, test, vi } from 'vitest';
import { fakeDevice } from '../../tests/setup/fake-device';
import { Device } from '../engine/gpu/device';
import { TILE_VARIANTS, type TileChoices } from '../engine/kernels/matmul/tiles';
import { settleTiles } from './settle-tiles';

const [, SECOND, , FOURTH] = TILE_VARIANTS;
const CHOICES: TileChoices = {
  'activations small': SECOND,
  'activations tall': FOURTH,
  'activations large': SECOND,
  'weight-gradient small': FOURTH,
  'weight-gradient tall': SECOND,
  'weight-gradient large': FOURTH,
};

const useBrowser = (userAgent: string) => vi.stubGlobal('navigator', { userAgent });
beforeEach(() => {
  useBrowser('Browser 1');
  return () => vi.unstubAllGlobals();
});

function deviceOf(description: string, software = false): Device {
  return new Device(fakeDevice().device.gpu, { vendor: 'vendor', architecture: 'architecture', description, software });
}

/** Counts its calls. */
function measurer() {
  let count = 0;
  return {
    measure: () => {
      count++;
      return Promise.resolve(CHOICES);
    },
    get count() {
      return count;
    },
  };
}

test('measures once, and uses the kept choices afterwards', async () => {
  const { measure } = measurer();
  const kept = await settleTiles(deviceOf('GeForce'), null, measure);
  expect(kept?.choices).toEqual(CHOICES);
  expect(kept?.key).toBe('vendor | architecture | GeForce | Browser 1');
  const later = measurer();
  // As local storage returns it.
  expect(await settleTiles(deviceOf('GeForce'), JSON.parse(JSON.stringify(kept)), later.measure)).toBeNull();
  expect(later.count).toBe(0);
});

test('measures again with another adapter or another browser', async () => {
  const kept = await settleTiles(deviceOf('GeForce'), null, measurer().measure);
  const other = measurer();
  expect((await settleTiles(deviceOf('Radeon'), kept, other.measure))?.key).toContain('Radeon');
  expect(other.count).toBe(1);
  useBrowser('Browser 2');
  expect((await settleTiles(deviceOf('GeForce'), kept, other.measure))?.key).toContain('Browser 2');
  expect(other.count).toBe(2);
});

test.each([[undefined], [7], ['text'], [{}], [{ key: 'x' }], [[]]])('measures if %j was kept', async (kept) => {
  const { measure } = measurer();
  expect((await settleTiles(deviceOf('GeForce'), kept, measure))?.choices).toEqual(CHOICES);
});

test('measures at the next start what the time did not allow, and keeps the rest', async () => {
  const first = await settleTiles(deviceOf('GeForce'), null, () => Promise.resolve({ 'activations small': FOURTH }));
  const asked: TileChoices[] = [];
  const second = await settleTiles(deviceOf('GeForce'), first, (_, known) => {
    asked.push(known);
    return Promise.resolve({ 'weight-gradient small': SECOND });
  });
  expect(asked).toEqual([{ 'activations small': FOURTH }]);
  expect(second?.choices).toEqual({ 'activations small': FOURTH, 'weight-gradient small': SECOND });
});

test('starts without choices if a measurement fails', async () => {
  const kept = await settleTiles(deviceOf('GeForce'), null, () => Promise.reject(new Error('lost')));
  expect(kept?.choices).toEqual({});
});

test('keeps the default tiles on a software adapter', async () => {
  const unasked = measurer();
  expect(await settleTiles(deviceOf('SwiftShader', true), null, unasked.measure)).toBeNull();
  expect(unasked.count).toBe(0);
});
