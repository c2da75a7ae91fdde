/** Checks that the main results of both sides of a pair of kernels agree, before they are timed. The suite of the kernels checks all. */
import type { Device } from '../../src/engine/gpu/device';
import { Plan, submit } from '../../src/engine/gpu/plan';
import { unpad } from '../../src/engine/gpu/tensor';
import type { KernelPair } from './kernels/pair';

/** Sums of up to 8192 values of size 1 in different orders. */
const TOLERANCE = 1e-4;

/** Runs both sides once, from the same operands. Throws an Error if a result differs by more than rounding. */
export async function expectAgreement(device: Device, kernel: string, pair: KernelPair): Promise<void> {
  submit(device.gpu, new Plan('plain', pair.plain), new Plan('tuned', pair.tuned));
  for (const { tuned, plain } of pair.results) {
    const { label, buffer, offset, rows, columns } = tuned;
    const own = unpad(new Float32Array(await device.read(buffer)), rows, columns, offset);
    const buffers = await Promise.all(plain.map(async (each) => [...new Float32Array(await device.read(each))]));
    const expected = buffers.flat();
    const wrong = own.findIndex((value, i) => !(Math.abs(value - expected[i]) <= TOLERANCE * (1 + Math.abs(expected[i]))));
    if (wrong >= 0) throw new Error(`${kernel}: ${label} ${wrong} is ${own[wrong]}; the plain kernel gives ${expected[wrong]}`);
  }
}
