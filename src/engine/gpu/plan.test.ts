import { expect, test } from 'vitest';
import { standIn } from '../../../tests/setup/fake-device';
import type { Dispatch } from './kernel';
import { Plan } from './plan';

const dispatch = (label: string, groups: string[], workgroups: Dispatch['workgroups']): Dispatch => ({
  label,
  pipeline: standIn<GPUComputePipeline>({ label }),
  bindGroups: groups.map((name) => standIn<GPUBindGroup>({ label: name })),
  workgroups,
});

test('replays its dispatches in order with their bind groups', () => {
  const plan = new Plan('step', [dispatch('a', ['a0'], [1, 2, 3]), dispatch('b', ['b0', 'b1'], [4, 1, 1])]);
  expect(plan.length).toBe(2);
  const calls: unknown[][] = [];
  const pass = standIn<GPUComputePassEncoder>({
    setPipeline: ({ label }: GPUComputePipeline) => calls.push(['pipeline', label]),
    setBindGroup: (index: number, { label }: GPUBindGroup) => calls.push(['group', index, label]),
    dispatchWorkgroups: (...workgroups: number[]) => calls.push(['dispatch', ...workgroups]),
  });
  plan.encode(pass);
  expect(calls).toEqual([
    ['pipeline', 'a'],
    ['group', 0, 'a0'],
    ['dispatch', 1, 2, 3],
    ['pipeline', 'b'],
    ['group', 0, 'b0'],
    ['group', 1, 'b1'],
    ['dispatch', 4, 1, 1],
  ]);
});

test('an empty plan encodes nothing', () => {
  expect(new Plan('nothing', []).length).toBe(0);
});
