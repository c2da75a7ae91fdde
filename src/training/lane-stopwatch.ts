/**
 * Milliseconds a step, lane by lane, where the device has no timestamps: a lane's forward and backward pass, which change no weights,
 * are replayed many times in one submission and timed from outside. The update is left out.
 */
import type { Plan } from '../gpu/plan';

/** A measurement at least this long makes little of the time that a submission takes to come back. */
const LEAST_MILLISECONDS = 30;
const MOST_REPEATS = 1024;

/** Must be called while no step is under way. */
export async function timePlan(gpu: GPUDevice, plan: Plan): Promise<number> {
  for (let repeats = 1; ; repeats *= 4) {
    const encoder = gpu.createCommandEncoder({ label: `${plan.label}: timed ${repeats} times` });
    const pass = encoder.beginComputePass();
    for (let i = 0; i < repeats; i++) plan.encode(pass);
    pass.end();
    const started = performance.now();
    gpu.queue.submit([encoder.finish()]);
    await gpu.queue.onSubmittedWorkDone();
    const milliseconds = performance.now() - started;
    if (milliseconds >= LEAST_MILLISECONDS || repeats >= MOST_REPEATS) return milliseconds / repeats;
  }
}
