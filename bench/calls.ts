/** Counts the dispatches and submissions of any library by wrapping the two WebGPU methods. */

export interface Calls {
  dispatches: number;
  submissions: number;
}

/** Returns the calls of all devices while `work` runs. */
export async function countCalls(work: () => Promise<unknown>): Promise<Calls> {
  const calls: Calls = { dispatches: 0, submissions: 0 };
  const pass = GPUComputePassEncoder.prototype;
  const restore = [
    before(pass, 'dispatchWorkgroups', () => calls.dispatches++),
    before(pass, 'dispatchWorkgroupsIndirect', () => calls.dispatches++),
    before(GPUQueue.prototype, 'submit', () => calls.submissions++),
  ];
  try {
    await work();
  } finally {
    for (const each of restore) each();
  }
  return calls;
}

/** Runs `note` before each call of a method. Returns a function that restores the method. */
function before(prototype: object, name: string, note: () => void): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const method: unknown = own?.value;
  if (!own || typeof method !== 'function') throw new TypeError(`WebGPU has no ${name} here`);
  const counted = function (this: object, ...operands: unknown[]): unknown {
    note();
    return Reflect.apply(method, this, operands);
  };
  Object.defineProperty(prototype, name, { ...own, value: counted });
  return () => void Object.defineProperty(prototype, name, own);
}
