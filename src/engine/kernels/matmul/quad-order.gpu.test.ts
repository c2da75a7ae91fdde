import { expect, test } from 'vitest';
import { nanStorage, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { requestDevice } from '../../gpu/device';
import { quadOrder as reference } from '../../reference/matmul/quad-order';
import { INVOCATIONS, quadOrder, hasQuadOrder } from './quad-order';

test('four consecutive invocations form a subgroup quad', () =>
  withDevice(async (device) => {
    expect([...reference(8).subarray(12, 24)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7]);
    const members = nanStorage(device, 'members', INVOCATIONS * 4);
    runOnce(device, await quadOrder(device, members));
    expect([...new Float32Array(await device.read(members))]).toEqual([...reference(INVOCATIONS)]);
    expect(await hasQuadOrder(device)).toBe(true);
  }));

test('a device without subgroups has no quads', async () => {
  const device = await requestDevice(undefined, { subgroups: false });
  expect(await hasQuadOrder(device)).toBe(false);
  device.destroy();
});
