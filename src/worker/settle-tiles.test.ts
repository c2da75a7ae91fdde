import { beforeEach, expect, test, vi } from 'vitest';
import { fakeDevice } from '../../tests/setup/fake-device';
import { Device } from '../gpu/device';
import { TILE_VARIANTS, type TileChoices } from '../kernels/tiles';
import { settleTiles } from './settle-tiles';

const CHOICES: TileChoices = { 'rows small': TILE_VARIANTS[1], 'outer large': TILE_VARIANTS[3] };

const useBrowser = (userAgent: string) => vi.stubGlobal('navigator', { userAgent });
beforeEach(() => {
  useBrowser('Browser 1');
  return () => vi.unstubAllGlobals();
});

function deviceOf(description: string, software = false): Device {
  return new Device(fakeDevice().device.gpu, { vendor: 'vendor', architecture: 'architecture', description, software });
}

/** Counts how often it is asked. */
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

test('measures once, and takes what was kept from then on', async () => {
  const { measure } = measurer();
  const kept = await settleTiles(deviceOf('GeForce'), null, measure);
  expect(kept?.choices).toEqual(CHOICES);
  expect(kept?.key).toBe('vendor | architecture | GeForce | Browser 1');
  const later = measurer();
  // As it comes out of a storage of texts.
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

test.each([[undefined], [7], ['text'], [{}], [{ key: 'x' }], [[]]])('measures where %j was kept', async (kept) => {
  const { measure } = measurer();
  expect((await settleTiles(deviceOf('GeForce'), kept, measure))?.choices).toEqual(CHOICES);
});

test('a software adapter keeps its usual cuts', async () => {
  const unasked = measurer();
  expect(await settleTiles(deviceOf('SwiftShader', true), null, unasked.measure)).toBeNull();
  expect(unasked.count).toBe(0);
});
