/**
 * Reading results without stopping for them: a ring of staging buffers. A copy is recorded into the submission that makes the
 * result; its buffer is mapped when the GPU has got there. Where all buffers are still under way the copy is refused, and the
 * result is simply not read.
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
   * Records a copy of the sources, one behind another, into `encoder`. Gives null where no staging buffer is free; else a function to
   * be called once, after the submission, that resolves with the bytes.
   */
  copy(encoder: GPUCommandEncoder, sources: readonly GPUBuffer[]): (() => Promise<ArrayBuffer>) | null {
    const total = sources.reduce((sum, { size }) => sum + size, 0);
    if (total > this.bytes) throw new RangeError(`readback of ${total} bytes into ${this.bytes}`);
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
