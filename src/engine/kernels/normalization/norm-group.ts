/** Sizes of the workgroups of normalisation kernels. */
import type { Device } from '../../gpu/device';

/** The largest number of workgroups per dimension that every WebGPU device supports. */
export const MOST_WORKGROUPS = 65535;

/**
 * Returns the invocations per workgroup of kernels that sum over a workgroup. Software adapters get few, because each barrier
 * switches between all of them.
 */
export function normGroup({ adapter }: Device): number {
  return adapter.software ? 4 : 64;
}
