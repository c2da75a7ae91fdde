/** A plan: a fixed list of dispatches that every step replays. */
import type { Dispatch } from './kernel';

export class Plan {
  readonly label: string;
  readonly dispatches: readonly Dispatch[];

  constructor(label: string, dispatches: readonly Dispatch[]) {
    this.label = label;
    this.dispatches = dispatches;
  }

  get length(): number {
    return this.dispatches.length;
  }

  encode(pass: GPUComputePassEncoder): void {
    for (const { pipeline, bindGroups, workgroups } of this.dispatches) {
      pass.setPipeline(pipeline);
      for (let group = 0; group < bindGroups.length; group++) pass.setBindGroup(group, bindGroups[group]);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2]);
    }
  }

  /** Encodes the plan as a separate compute pass. */
  encodePass(encoder: GPUCommandEncoder, timestampWrites?: GPUComputePassTimestampWrites): void {
    const pass = encoder.beginComputePass({ label: this.label, timestampWrites });
    this.encode(pass);
    pass.end();
  }
}

/** Runs plans once, one after another, in one submission. */
export function submit(gpu: GPUDevice, ...plans: Plan[]): void {
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (const plan of plans) plan.encode(pass);
  pass.end();
  gpu.queue.submit([encoder.finish()]);
}
