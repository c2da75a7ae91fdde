/** Invocations a workgroup in kernels that sum over one: on a processor, where each barrier switches between all of them, few. */
import type { Device } from '../../gpu/device';

/** In one dimension, on any device. */
export const MOST_WORKGROUPS = 65535;

export function normGroup({ adapter }: Device): number {
  return adapter.software ? 4 : 64;
}
