/** The data, initial weights and hyperparameters that all contestants of a case share. */
import type { Dataset } from '../src/data/dataset';
import { completeExperiment } from '../src/experiment/defaults';
import type { CompleteExperiment } from '../src/experiment/experiment';
import { initialWeights } from '../src/engine/network/initializers';
import { normals } from '../src/math/random-stream';
import { layerSizes, type Case } from './cases';

/**
 * Small enough that thousands of steps on one batch stay finite at every depth, large enough that the first few change the loss.
 */
const LEARNING_RATES = { sgd: 1e-3, adam: 1e-4 };
const DATA_SEED = 5;

/** weight: [inputs, outputs], row-major. Biases start at 0. */
export interface ProblemLayer {
  weight: Float32Array;
  inputs: number;
  outputs: number;
}

export interface Problem {
  case: Case;
  experiment: CompleteExperiment;
  /** The single batch that every step trains on. */
  dataset: Dataset;
  layers: ProblemLayer[];
}

export function problemOf(each: Case): Problem {
  const { features, depth, width, classes, batch, optimizer, dropout } = each;
  const experiment = completeExperiment({
    // Seed 0 keeps the order of the rows. The dataset is one batch long, so every step trains on the same batch.
    dataset: { name: 'custom', standardize: false, heldOut: 0, seed: 0 },
    training: { optimizer, batchSize: batch, learningRate: LEARNING_RATES[optimizer] },
    lanes: [
      {
        activation: 'selu',
        initialization: 'lecun-normal',
        depth,
        width,
        dropout: { kind: dropout > 0 ? 'alpha' : 'none', rate: dropout },
      },
    ],
  });
  const [recipe] = experiment.lanes;
  const sizes = layerSizes(each);
  return {
    case: each,
    experiment,
    dataset: {
      name: 'custom',
      features,
      classes,
      trainingRows: batch,
      heldOutRows: 0,
      inputs: Float32Array.from(normals({ seed: DATA_SEED, purpose: 'dataset' }, batch * features)),
      labels: Uint32Array.from({ length: batch }, (_, row) => row % classes),
      classNames: [],
      featureNames: [],
    },
    layers: sizes.slice(1).map((outputs, l) => ({
      weight: initialWeights(recipe, l, sizes[l], outputs, experiment.training.seed).weight,
      inputs: sizes[l],
      outputs,
    })),
  };
}

/** [batch, classes], 1 at each row's label. */
export function oneHot({ labels, classes }: Dataset): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => (rows[row * classes + label] = 1));
  return rows;
}
