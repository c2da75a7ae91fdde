/**
 * Measures which tile variant is fastest on a device for each class of shapes. All variants give bitwise equal results, so the
 * choice only affects speed.
 */
import { activationOf } from '../../../activations/catalogue';
import { Arena } from '../../gpu/arena';
import type { Device } from '../../gpu/device';
import { Plan, submit } from '../../gpu/plan';
import type { Tensor } from '../../gpu/tensor';
import { matmulBackwardWeight } from './backward-weight';
import { matmulForward } from './forward';
import { HYPERPARAMETER_BYTES } from '../hyperparameter-buffer';
import {
  SHAPE_CLASSES,
  TILED_KERNELS,
  tileVariants,
  type ShapeClass,
  type TileChoices,
  type TiledKernel,
  type TileVariant,
} from './tiles';
import { STATE_BYTES } from '../training-state';

/** The longest time that tuning may delay the start, in milliseconds. */
export const TUNING_BUDGET = 300;

/** A typical shape of each class. 'activations' results are [rows, columns], 'weight-gradient' results [inner, columns]. */
export const TUNING_SHAPES: Record<TiledKernel, Record<ShapeClass, readonly [rows: number, inner: number, columns: number]>> = {
  activations: { small: [128, 64, 64], tall: [1024, 64, 64], large: [512, 512, 512] },
  'weight-gradient': { small: [128, 64, 64], tall: [64, 1024, 64], large: [512, 512, 512] },
};

/** The intended duration of one timed submission, long compared with the latency of a submission. */
const MEASUREMENT_MILLISECONDS = 2;
const ROUNDS = 2;
const MOST_REPEATS = 200;

/** The clock that measures durations and the budget, in milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves after this time. */
  after(milliseconds: number): Promise<void>;
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Resolves, within `budget` milliseconds, to the fastest variants of the classes that `known` lacks. A class is missing from the
 * result if the budget was too short to measure it. Variants that the device cannot compile are skipped.
 */
export async function tuneTiles(
  device: Device,
  known: TileChoices = {},
  budget = TUNING_BUDGET,
  clock = SYSTEM_CLOCK,
): Promise<TileChoices> {
  const chosen: TileChoices = {};
  const measuring = measure(device, { known, chosen }, { clock, end: clock.now() + budget });
  await Promise.race([measuring, clock.after(budget)]);
  // A copy, because a measurement in progress still writes to `chosen`. It stops when it next checks the deadline.
  return { ...chosen };
}

interface Deadline {
  clock: Clock;
  /** Nothing is submitted after this. */
  end: number;
}

async function measure(
  device: Device,
  { known, chosen }: { known: TileChoices; chosen: TileChoices },
  deadline: Deadline,
): Promise<void> {
  const { clock, end } = deadline;
  const variants = await tileVariants(device);
  /** Multiply-adds per millisecond in the latest measurement. */
  let rate = 0;
  for (const shape of SHAPE_CLASSES) {
    for (const kernel of TILED_KERNELS) {
      if (known[`${kernel} ${shape}`]) continue;
      const [rows, inner, columns] = TUNING_SHAPES[kernel][shape];
      const work = rows * inner * columns;
      // Submitted work cannot be cancelled, so a measurement that would miss the deadline is not started.
      if (rate > 0 && clock.now() + (work / rate) * (2 + ROUNDS * variants.length) > end) return;
      const bench = new Workbench(device, rows, inner, columns);
      try {
        const timed = await fastest(device, await bench.record(kernel, variants), deadline);
        if (!timed) return;
        chosen[`${kernel} ${shape}`] = timed.variant;
        rate = work / timed.milliseconds;
      } finally {
        bench.destroy();
      }
    }
  }
}

interface Candidate {
  variant: TileVariant;
  plan: Plan;
}

/** Tensors of one shape, on which kernels are measured. */
class Workbench {
  private readonly device: Device;
  private readonly resources: { destroy(): void }[] = [];
  private readonly tensors: Record<'x' | 'weight' | 'bias' | 'z' | 'h', Tensor>;
  private readonly hyper: GPUBuffer;
  private readonly state: GPUBuffer;

  constructor(device: Device, rows: number, inner: number, columns: number) {
    this.device = device;
    // Separate buffers, because one dispatch cannot both read and write the same buffer.
    const tensor = (label: string, height: number, width: number) => {
      const arena = new Arena(`tuning ${label}`);
      const planned = arena.plan(label, height, width);
      arena.allocate(device);
      this.resources.push(arena);
      return planned();
    };
    this.tensors = {
      x: tensor('x', rows, inner),
      weight: tensor('weight', inner, columns),
      bias: tensor('bias', 1, columns),
      z: tensor('z', rows, columns),
      h: tensor('h', rows, columns),
    };
    this.hyper = device.uniform('tuning hyperparameters', new ArrayBuffer(HYPERPARAMETER_BYTES));
    this.state = device.storage('tuning state', STATE_BYTES);
    this.resources.push(this.hyper, this.state);
  }

  /** Compiles the kernel in all variants in parallel. Returns a candidate for each variant that compiles. */
  async record(kernel: TiledKernel, variants: readonly TileVariant[]): Promise<Candidate[]> {
    const { device, hyper, state, tensors } = this;
    const { x, z, weight, bias } = tensors;
    const forward = { hyper, state, activation: activationOf('selu'), dropout: false, layer: 0, ...tensors };
    const backward = { layers: 1, x, delta: z, weightGradient: weight, biasGradient: bias };
    const recorded = await Promise.allSettled(
      variants.map((variant) =>
        kernel === 'activations' ? matmulForward(device, forward, variant) : matmulBackwardWeight(device, backward, variant),
      ),
    );
    return recorded.flatMap((result, i) =>
      result.status === 'fulfilled'
        ? [{ variant: variants[i], plan: new Plan(`tuning ${result.value.label}`, [result.value]) }]
        : [],
    );
  }

  destroy(): void {
    for (const resource of this.resources) resource.destroy();
  }
}

/** Returns the candidate with the shortest time over several rounds; undefined if the deadline passes first. */
async function fastest(device: Device, candidates: readonly Candidate[], { clock, end }: Deadline) {
  const time = async (plan: Plan, repeats: number) => {
    const started = clock.now();
    submit(device.gpu, ...Array.from({ length: repeats }, () => plan));
    await device.gpu.queue.onSubmittedWorkDone();
    return (clock.now() - started) / repeats;
  };
  if (candidates.length === 0 || clock.now() > end) return undefined;
  // The first run warms up. The second determines the number of repeats.
  await time(candidates[0].plan, 1);
  const once = await time(candidates[0].plan, 1);
  const repeats = Math.max(1, Math.min(MOST_REPEATS, Math.round(MEASUREMENT_MILLISECONDS / once)));
  if (clock.now() + once * repeats * candidates.length * ROUNDS > end) return undefined;
  const best = candidates.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < candidates.length; i++) {
      if (clock.now() > end) return undefined;
      best[i] = Math.min(best[i], await time(candidates[i].plan, repeats));
    }
  }
  const milliseconds = Math.min(...best);
  return { variant: candidates[best.indexOf(milliseconds)].variant, milliseconds };
}
