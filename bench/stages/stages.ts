/**
 * The matmul in stages, from one invocation per result to the kernels that train, and the two ways in which the weight gradient
 * saves dispatches and memory. Every list begins with the slowest version; each stage keeps the gains of the stages before it.
 */
import { activationOf } from '../../src/activations/catalogue';
import { Plan } from '../../src/engine/gpu/plan';
import { matmulBackwardWeight, matmulUpdate } from '../../src/engine/kernels/matmul/backward-weight';
import { matmulForward } from '../../src/engine/kernels/matmul/forward';
import { tileVariants, type TileVariant } from '../../src/engine/kernels/matmul/tiles';
import { adamRule } from '../../src/engine/kernels/optimizers/adam';
import { updateAll } from '../../src/engine/kernels/optimizers/update-rule';
import type { Workbench } from './workbench';

/** One layer of a network of the reference benchmark, and how many hidden layers of its shape that network has. */
export interface StageShape {
  batch: number;
  in: number;
  out: number;
  layers: number;
}

export const STAGE_SHAPES: readonly StageShape[] = [
  { batch: 64, in: 784, out: 128, layers: 1 },
  { batch: 64, in: 128, out: 128, layers: 7 },
  { batch: 64, in: 64, out: 64, layers: 31 },
];

export interface Stage {
  name: string;
  plan: Plan;
  /** The stage does more work than the one before it, so the two are not compared; the next stage is compared with this one. */
  baseline?: boolean;
}

const CUT = { across: 8, down: 4 };

/** z = x·W and, from stage 6 on, h = drop(selu(z + b)). A device that cannot share within subgroup quads has no stage 5. */
export async function matmulStages(bench: Workbench, { batch, in: fanIn, out }: StageShape): Promise<Stage[]> {
  const { device, hyper, state } = bench;
  const [x, weight] = [bench.tensors('x', batch, fanIn), bench.tensors('weight', fanIn, out)];
  const [z, h, bias] = [bench.tensors('z', batch, out), bench.tensors('h', batch, out), bench.tensors('bias', 1, out)];
  const shares = (await tileVariants(device)).some(({ quadBroadcast }) => quadBroadcast);
  const forward = (variant: TileVariant, fused: boolean) =>
    matmulForward(
      device,
      {
        hyper,
        state,
        layer: 0,
        x,
        weight,
        bias,
        z,
        h,
        activation: activationOf(fused ? 'selu' : 'linear'),
        dropout: fused,
      },
      variant,
    );
  const best: TileVariant = { quadBroadcast: shares, rows: 8, ...CUT };
  const elementwise = await bench.elementwise(bias, z, h);
  const plan = (name: string, ...dispatches: Plan['dispatches']) => ({ name, plan: new Plan(name, dispatches) });
  const product = await forward(best, false);
  return [
    plan('1. one invocation per result', await bench.naive({ x, weight, z })),
    plan('2. vec4f loads', await bench.vec4({ x, weight, z })),
    plan('3. 4 × 4 results in registers', await forward({ quadBroadcast: false, rows: 4, ...CUT }, false)),
    plan('4. 8 × 4 results in registers', await forward({ quadBroadcast: false, rows: 8, ...CUT }, false)),
    ...(shares ? [plan('5. rows shared by quadBroadcast', product)] : []),
    { ...plan('5, then bias, activation and dropout', product, ...elementwise), baseline: true },
    plan('6. bias, activation and dropout fused', await forward(best, true)),
  ];
}

/** dW of all layers of a shape, and Adam's step from it. */
export async function updateStages(bench: Workbench, { batch, in: fanIn, out, layers }: StageShape): Promise<Stage[]> {
  const { device, hyper, state } = bench;
  const many = (label: string, rows: number, columns: number) => bench.tensors(label, rows, columns, layers);
  const [x, delta] = [many('x', batch, fanIn), many('delta', batch, out)];
  const [weight, weightGradient] = [many('weight', fanIn, out), many('dW', fanIn, out)];
  const [first, second] = [many('first moment', fanIn, out), many('second moment', fanIn, out)];
  // The updates of the biases are written into the weights' buffer, at an offset within it; the number of bytes written is the
  // same.
  const [bias, biasGradient] = [many('bias', 1, out), many('db', 1, out)];
  const operands = { x, delta, weightGradient, biasGradient };
  const rule = adamRule({
    hyper,
    state,
    decoupled: false,
    parameters: weight.buffer,
    firstMoments: first.buffer,
    secondMoments: second.buffer,
  });
  const grouped = await matmulBackwardWeight(device, { ...operands, layers });
  // Computes the first layer's gradients repeatedly, with as many dispatches and numbers as for all layers.
  const single = await matmulBackwardWeight(device, { ...operands, layers: 1 });
  const update = await updateAll(device, rule, { gradients: weightGradient.buffer, decayed: weight.length * layers });
  const fused = await matmulUpdate(device, { layers, x, delta, weight, bias }, rule);
  const plan = (name: string, ...dispatches: Plan['dispatches']) => ({ name, plan: new Plan(name, dispatches) });
  return [
    plan('a dispatch for each layer, then the update', ...Array.from({ length: layers }, () => single), update),
    plan('one dispatch for all layers, then the update', grouped, update),
    plan('the update fused', fused),
  ];
}
