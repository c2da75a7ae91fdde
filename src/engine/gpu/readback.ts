/**
 * Reads results without stalling the GPU, through a ring of staging buffers. A copy is part of the submission that computes the
 * result, and its buffer is mapped when the GPU has finished. If no buffer is free, the result is not read.
 */
import type { Device } from './device';
import { STAGING_USAGE } from './device';

interface Slot {
  staging: GPUBuffer;
  busy: boolean;
}

export class ReadbackRing {
  private readonly slots: Slot[];
  private readonly bytes: number;

  constructor(device: Device, label: string, bytes: number, count = 3) {
    this.bytes = bytes;
    this.slots = Array.from({ length: count }, (_, i) => ({
      staging: device.gpu.createBuffer({ label: `${label} staging ${i}`, size: bytes, usage: STAGING_USAGE }),
      busy: false,
    }));
  }

  /**
   * Encodes a copy of the sources, one after another. Returns null if no staging buffer is free. Otherwise it returns a function
   * that resolves with the bytes; call it once, after the submission.
   */
  copy(encoder: GPUCommandEncoder, sources: readonly GPUBuffer[]): (() => Promise<ArrayBuffer>) | null {
    const total = sources.reduce((sum, { size }) => sum + size, 0);
    if (total > this.bytes)
      throw new RangeError(`the readback of ${total} bytes exceeds the ${this.bytes} bytes of the staging buffer`);
    const slot = this.slots.find(({ busy }) => !busy);
    if (!slot) return null;
    slot.busy = true;
    let offset = 0;
    for (const source of sources) {
      encoder.copyBufferToBuffer(source, 0, slot.staging, offset, source.size);
      offset += source.size;
    }
    return async () => {
      try {
        await slot.staging.mapAsync(GPUMapMode.READ);
        const bytes = slot.staging.getMappedRange().slice(0);
        slot.staging.unmap();
        return bytes;
      } finally {
        slot.busy = false;
      }
    };
  }

  destroy(): void {
    for (const { staging } of this.slots) staging.destroy();
  }
}
