/**
 * Checks that the libraries compute the same training before they are timed. Without dropout the losses of the first steps must
 * be equal up to rounding, which tests the forward pass, the gradient and the optimizer. With dropout each library draws its own
 * masks. The same case must then agree without dropout, and the mean of the first losses must agree within its sampling error.
 */
import { requireConstants } from '../src/predictions/resolved-constants';
import { ReferenceNetwork } from '../src/engine/reference/network';
import { trainSteps } from '../src/engine/reference/training-step';
import type { Contestant } from './engines/engine';
import { flopsOf } from './limit';
import type { Problem } from './problem';

const PLAIN_STEPS = 4;
const DROPOUT_STEPS = 8;
const TOLERANCE = 1e-3;
/** The largest accepted difference of means, in standard errors. */
const SAMPLING_TOLERANCE = 5;
/** The FLOPs of a float64 step that takes about a second. */
const MOST_REFERENCE_FLOPS = 3e8;

const stepsOf = ({ case: { dropout } }: Problem) => (dropout > 0 ? DROPOUT_STEPS : PLAIN_STEPS);

/** Returns the first losses in float64, with the playground's masks; null if that would take too long. */
export function expectedLosses({ case: each, experiment, dataset, layers }: Problem): number[] | null {
  if (flopsOf(each) > MOST_REFERENCE_FLOPS) return null;
  const [recipe] = experiment.lanes;
  const tensors = Object.fromEntries(
    layers.flatMap(({ weight, inputs, outputs }, l) => {
      const name = l < each.depth ? `hidden.${l}` : 'output';
      return [
        [`${name}.weight`, { shape: [inputs, outputs], data: weight }],
        [`${name}.bias`, { shape: [outputs], data: new Float32Array(outputs) }],
      ];
    }),
  );
  const network = ReferenceNetwork.fromRecipe(recipe, requireConstants(recipe), each.features, each.classes, tensors);
  const { inputs, labels, trainingRows } = dataset;
  const unchanged = {
    mean: new Float32Array(each.features),
    scale: new Float32Array(each.features).fill(1),
  };
  const rows = { inputs, labels, trainingRows, standardization: unchanged };
  return trainSteps(network, experiment, rows, each.dropout > 0 ? DROPOUT_STEPS : PLAIN_STEPS).losses;
}

/** Takes the first steps and returns their losses. Throws if a step after the first takes longer than `slowest` milliseconds. */
export async function firstLosses(contestant: Contestant, problem: Problem, slowest: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = 0; step < stepsOf(problem); step++) {
    const start = performance.now();
    losses.push(await contestant.run(1));
    const milliseconds = performance.now() - start;
    if (step > 0 && milliseconds > slowest) throw new Error(`a step takes ${(milliseconds / 1000).toFixed(1)} s`);
  }
  return losses;
}

/** Returns whether each loss equals the expected one up to rounding. */
export function equal(losses: readonly number[], expected: readonly number[]): boolean {
  return (
    losses.length === expected.length &&
    losses.every((loss, i) => Math.abs(loss - expected[i]) <= TOLERANCE * Math.max(1, Math.abs(expected[i])))
  );
}

/** Returns whether the means agree within the sampling error. */
export function alike(losses: readonly number[], expected: readonly number[]): boolean {
  const error = Math.sqrt(variance(losses) / losses.length + variance(expected) / expected.length);
  return Math.abs(mean(losses) - mean(expected)) <= SAMPLING_TOLERANCE * error + TOLERANCE;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}
