/**
 * Measures, on the device at hand, which cut into tiles is fastest for each class of shapes. Every variant gives the same bits, so
 * a choice changes how fast a run goes and nothing else.
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

/** A person waits for no more than this, in milliseconds. */
export const TUNING_BUDGET = 300;

/** [rows, inner, columns] that stand for a class: 'activations' results are [rows, columns], 'weight-gradient' ones [inner, columns]. */
export const TUNING_SHAPES: Record<TiledKernel, Record<ShapeClass, readonly [rows: number, inner: number, columns: number]>> = {
  activations: { small: [128, 64, 64], tall: [1024, 64, 64], large: [512, 512, 512] },
  'weight-gradient': { small: [128, 64, 64], tall: [64, 1024, 64], large: [512, 512, 512] },
};

/** What one timed submission should take; long beside the time it takes to come back. */
const MEASUREMENT_MILLISECONDS = 2;
const ROUNDS = 2;
const MOST_REPEATS = 200;

/** What durations and the budget are measured by, in milliseconds. */
export interface Clock {
  now(): number;
  /** Resolves once so much time has passed. */
  after(milliseconds: number): Promise<void>;
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * The fastest variants for the classes that are not known yet, as far as `budget` milliseconds allow: a class that no time was left
 * for is missing. Answers within the budget whatever the device does. A variant that a device cannot compile is not chosen.
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
  // What is still under way keeps its own record from here on, and ends at the next look at its clock.
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
  /** Multiply-adds a millisecond, as of the shapes measured so far. */
  let rate = 0;
  for (const shape of SHAPE_CLASSES) {
    for (const kernel of TILED_KERNELS) {
      if (known[`${kernel} ${shape}`]) continue;
      const [rows, inner, columns] = TUNING_SHAPES[kernel][shape];
      const work = rows * inner * columns;
      // Work that was submitted cannot be called back: what would not come back in time is not begun.
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

/** Tensors of one shape, and the kernels on them. */
class Workbench {
  private readonly device: Device;
  private readonly resources: { destroy(): void }[] = [];
  private readonly tensors: Record<'x' | 'weight' | 'bias' | 'z' | 'h', Tensor>;
  private readonly hyper: GPUBuffer;
  private readonly state: GPUBuffer;

  constructor(device: Device, rows: number, inner: number, columns: number) {
    this.device = device;
    // A buffer each, because a dispatch may use a buffer in one way alone.
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

  /** The kernel cut in each of the variants that compile; all are compiled at once. */
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
    for (const thing of this.resources) thing.destroy();
  }
}

/** The candidate with the shortest time of several rounds; undefined where the deadline came first. */
async function fastest(device: Device, candidates: readonly Candidate[], { clock, end }: Deadline) {
  const time = async (plan: Plan, repeats: number) => {
    const started = clock.now();
    submit(device.gpu, ...Array.from({ length: repeats }, () => plan));
    await device.gpu.queue.onSubmittedWorkDone();
    return (clock.now() - started) / repeats;
  };
  if (candidates.length === 0 || clock.now() > end) return undefined;
  // One run to warm up, one to see how many make a measurement.
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
