/**
 * A WebGPU device for the engine: with the adapter's own buffer limits, and with timestamps and subgroups if the adapter has
 * them. It reports its loss and its uncaptured errors in one place.
 */
import { BudgetError, GpuUnavailable } from './errors';

export interface AdapterDescription {
  vendor: string;
  architecture: string;
  description: string;
  /** Whether the adapter computes on the CPU. */
  software: boolean;
}

export class Device {
  readonly gpu: GPUDevice;
  readonly adapter: AdapterDescription;
  /** Whether the GPU can measure the time of passes. */
  readonly timestamps: boolean;
  /** Whether invocations of a subgroup can exchange values without memory. */
  readonly subgroups: boolean;
  /** Resolves when the device is lost, but not when `destroy` was called. */
  readonly lost: Promise<GpuUnavailable>;
  /** Called with every error outside an error scope. */
  onError: (error: Error) => void = () => {};
  /** Cache of compiled pipelines by label, constants and source; kernel.ts fills it. */
  readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(gpu: GPUDevice, adapter: AdapterDescription) {
    this.gpu = gpu;
    this.adapter = adapter;
    this.timestamps = gpu.features.has('timestamp-query');
    this.subgroups = gpu.features.has('subgroups');
    this.lost = new Promise((resolve) => {
      void gpu.lost.then((info) => {
        if (info.reason !== 'destroyed') {
          resolve(
            new GpuUnavailable('lost', `The GPU was lost (${info.message || 'no reason given'}). Reload the page to continue.`),
          );
        }
      });
    });
    gpu.addEventListener('uncapturederror', (event) => this.onError(new Error(event.error.message, { cause: event.error })));
  }

  /** Size in bytes of the largest buffer that fits one binding. */
  get largestBinding(): number {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.gpu.limits;
    return Math.min(maxBufferSize, maxStorageBufferBindingSize);
  }

  /** Throws a BudgetError if `bytes` exceeds the largest binding. `what` begins the sentence: "Lane A with 128 × 2048 units". */
  checkBudget(what: string, bytes: number): void {
    if (bytes > this.largestBinding) throw new BudgetError(what, bytes, this.largestBinding);
  }

  /** Returns a zeroed storage buffer of `bytes`, rounded up to whole words. */
  storage(label: string, bytes: number): GPUBuffer {
    const size = Math.max(4, Math.ceil(bytes / 4) * 4);
    return this.gpu.createBuffer({ label, size, usage: STORAGE_USAGE });
  }

  /** Returns a uniform buffer with the contents `words`. */
  uniform(label: string, words: Uint32Array | ArrayBuffer): GPUBuffer {
    const size = Math.ceil(words.byteLength / 16) * 16;
    const buffer = this.gpu.createBuffer({ label, size, usage: UNIFORM_USAGE, mappedAtCreation: true });
    new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(words instanceof ArrayBuffer ? words : words.buffer));
    buffer.unmap();
    return buffer;
  }

  /** Returns the contents of a buffer, or of a range of it, after all earlier submissions. */
  async read(buffer: GPUBuffer, offset = 0, size = buffer.size - offset): Promise<ArrayBuffer> {
    const staging = this.gpu.createBuffer({ label: `${buffer.label} read`, size, usage: STAGING_USAGE });
    const encoder = this.gpu.createCommandEncoder({ label: `read ${buffer.label}` });
    encoder.copyBufferToBuffer(buffer, offset, staging, 0, size);
    this.gpu.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(GPUMapMode.READ);
      return staging.getMappedRange().slice(0);
    } finally {
      staging.destroy();
    }
  }

  destroy(): void {
    this.gpu.destroy();
  }
}

// Numbers, because GPUBufferUsage is undefined without WebGPU and this module must load there.
const STORAGE_USAGE = 0x80 | 0x08 | 0x04; // STORAGE | COPY_DST | COPY_SRC
const UNIFORM_USAGE = 0x40 | 0x08; // UNIFORM | COPY_DST
export const STAGING_USAGE = 0x01 | 0x08; // MAP_READ | COPY_DST

/**
 * Returns a device of the fastest adapter of `gpu` (by default the browser's), with the adapter's limits. Throws GpuUnavailable
 * if there is none. `timestamps: false` and `subgroups: false` disable these features.
 */
export async function requestDevice(
  gpu: GPU | undefined = globalThis.navigator?.gpu,
  { timestamps = true, subgroups = true }: { timestamps?: boolean; subgroups?: boolean } = {},
): Promise<Device> {
  if (!gpu) {
    throw new GpuUnavailable('no-webgpu', 'This browser has no WebGPU, which the playground needs.');
  }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new GpuUnavailable('no-adapter', 'This browser has WebGPU, but offers no GPU to compute on.');
  }
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const wanted: GPUFeatureName[] = [
    ...(timestamps ? ['timestamp-query' as const] : []),
    ...(subgroups ? ['subgroups' as const] : []),
  ];
  const device = await adapter
    .requestDevice({
      label: 'playground',
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
      requiredFeatures: wanted.filter((feature) => adapter.features.has(feature)),
    })
    .catch((cause: unknown) => {
      throw new GpuUnavailable('no-adapter', 'This browser has WebGPU and found a GPU, but cannot compute on it.', { cause });
    });
  return new Device(device, describe(adapter));
}

function describe({ info }: GPUAdapter): AdapterDescription {
  const words = `${info.vendor} ${info.architecture} ${info.description}`;
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    description: info.description,
    // Some browsers lack isFallbackAdapter; these are the names of the software drivers.
    software: info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe/i.test(words),
  };
}
