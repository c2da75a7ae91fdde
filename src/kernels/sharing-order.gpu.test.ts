import { expect, test } from 'vitest';
import { nanStorage, runOnce } from '../../tests/setup/tensors';
import { withDevice } from '../../tests/setup/with-device';
import { requestDevice } from '../gpu/device';
import { sharingOrder as reference } from '../reference/sharing-order';
import { INVOCATIONS, sharingOrder, sharesInOrder } from './sharing-order';

test('neighbours share in their order', () =>
  withDevice(async (device) => {
    expect([...reference(8).subarray(12, 24)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7]);
    const members = nanStorage(device, 'members', INVOCATIONS * 4);
    runOnce(device, await sharingOrder(device, members));
    expect([...new Float32Array(await device.read(members))]).toEqual([...reference(INVOCATIONS)]);
    expect(await sharesInOrder(device)).toBe(true);
  }));

test('a device without subgroups shares nothing', async () => {
  const device = await requestDevice(undefined, { subgroups: false });
  expect(await sharesInOrder(device)).toBe(false);
  device.destroy();
});
