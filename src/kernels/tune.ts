/**
 * Measures, on the device at hand, which cut into tiles is fastest for each class of shapes. Every variant gives the same bits, so
 * a choice changes how fast a run goes and nothing else.
 */
import { activationOf } from '../activations/catalogue';
import { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import type { Dispatch } from '../gpu/kernel';
import { Plan, submit } from '../gpu/plan';
import { denseBackwardWeight } from './dense-backward-weight';
import { denseForward } from './dense-forward';
import { LANE_BYTES } from './lane-parameters';
import {
  chooseTiles,
  SHAPE_CLASSES,
  TILE_VARIANTS,
  TILED_KERNELS,
  type ShapeClass,
  type TileChoices,
  type TiledKernel,
} from './tiles';
import { STATE_BYTES } from './training-state';

/** [rows, inner, columns] that stand for a class. */
const SHAPES: Record<ShapeClass, readonly [number, number, number]> = {
  small: [128, 64, 64],
  tall: [1024, 64, 64],
  large: [512, 512, 512],
};

/** What one timed submission should take; long beside the time it takes to come back. */
const MEASUREMENT_MILLISECONDS = 2;
const ROUNDS = 2;

/**
 * The fastest variants, as far as `budget` milliseconds allow; a class that no time was left for is missing. Leaves the device's
 * own choices as they were.
 */
export async function tuneTiles(device: Device, budget = 300): Promise<TileChoices> {
  const deadline = performance.now() + budget;
  const chosen: TileChoices = {};
  for (const shape of SHAPE_CLASSES) {
    for (const kernel of TILED_KERNELS) {
      const best = await fastest(device, kernel, shape, deadline);
      if (!best) return chosen;
      chosen[`${kernel} ${shape}`] = best;
    }
  }
  return chosen;
}

/** Undefined where the deadline came before every variant was measured. */
async function fastest(device: Device, kernel: TiledKernel, shape: ShapeClass, deadline: number) {
  const [rows, inner, columns] = SHAPES[shape];
  const before = chooseTiles(device, {});
  const made: { destroy(): void }[] = [];
  // A buffer each, because a dispatch may use a buffer in one way alone.
  const tensor = (label: string, height: number, width: number) => {
    const arena = new Arena(`tuning ${label}`);
    const planned = arena.plan(label, height, width);
    arena.allocate(device);
    made.push(arena);
    return planned();
  };
  const lane = device.uniform('tuning lane', new ArrayBuffer(LANE_BYTES));
  const state = device.storage('tuning state', STATE_BYTES);
  made.push(lane, state);
  try {
    const x = tensor('x', rows, inner);
    const weight = tensor('weight', inner, columns);
    const bias = tensor('bias', 1, columns);
    const z = tensor('z', rows, columns);
    const h = tensor('h', rows, columns);
    const record = (): Promise<Dispatch> =>
      kernel === 'rows'
        ? denseForward(device, {
            lane,
            state,
            activation: activationOf('selu'),
            dropout: false,
            layer: 0,
            x,
            weight,
            bias,
            z,
            h,
          })
        : denseBackwardWeight(device, { layers: 1, x, delta: z, weightGradient: weight, biasGradient: bias });
    const plans: Plan[] = [];
    for (const variant of TILE_VARIANTS) {
      chooseTiles(device, { [`${kernel} ${shape}`]: variant });
      plans.push(new Plan(`tuning ${kernel} ${shape}`, [await record()]));
      if (performance.now() > deadline) return undefined;
    }
    const times = await timeAll(device, plans, deadline);
    return times && TILE_VARIANTS[times.indexOf(Math.min(...times))];
  } finally {
    chooseTiles(device, before);
    for (const thing of made) thing.destroy();
  }
}

/** Milliseconds of each plan, the shortest of several rounds; undefined where the deadline came first. */
async function timeAll(device: Device, plans: readonly Plan[], deadline: number): Promise<number[] | undefined> {
  const time = async (plan: Plan, repeats: number) => {
    const started = performance.now();
    submit(device.gpu, ...Array.from({ length: repeats }, () => plan));
    await device.gpu.queue.onSubmittedWorkDone();
    return (performance.now() - started) / repeats;
  };
  // One run to warm up, one to see how many make a measurement.
  await time(plans[0], 1);
  const once = await time(plans[0], 1);
  const repeats = Math.max(1, Math.min(200, Math.round(MEASUREMENT_MILLISECONDS / once)));
  if (performance.now() + once * repeats * plans.length * ROUNDS > deadline) return undefined;
  const best = plans.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < plans.length; i++) {
      if (performance.now() > deadline) return undefined;
      best[i] = Math.min(best[i], await time(plans[i], repeats));
    }
  }
  return best;
}
