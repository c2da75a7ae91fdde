import { expect, test } from 'vitest';
import { expectClose } from '../../../tests/oracles';
import { activationOf } from '../../activations/catalogue';
import type { CompleteRecipe } from '../../experiment/experiment';
import type { DropoutKind, OptimizerName } from '../../experiment/choices';
import type { DataRows } from './batch/gather-batch';
import { heldOutMetrics } from './loss/held-out-metrics';
import { ReferenceNetwork } from './network';
import { namedTensors, parameterVector } from './parameters';
import { lossOfStep, trainSteps, type TrainingPlan } from './training-step';

const RECIPE: CompleteRecipe = {
  label: '',
  depth: 3,
  width: 5,
  block: 'plain',
  activation: 'selu',
  alpha: 1,
  fixedPoint: { mean: 0, variance: 1 },
  realization: 'solved',
  initialization: 'lecun-normal',
  gain: 1,
  normalization: 'none',
  normalizationPlace: 'before-activation',
  dropout: { kind: 'none', rate: 0 },
};

const ROWS: DataRows = {
  inputs: Array.from({ length: 7 }, (_, i) => [Math.sin(1 + 3 * i), 2 + Math.cos(5 * i)]).flat(),
  labels: Array.from({ length: 7 }, (_, i) => (i * i) % 3),
  trainingRows: 7,
  standardization: { mean: [0.25, 2], scale: [1.5, 0.75] },
};

function networkOf(dropout: CompleteRecipe['dropout']): ReferenceNetwork {
  const { values, decaying, layers } = parameterVector([2, 5, 5, 5, 3]);
  values.set(values.map((_, t) => Math.sin(0.7 * t + 0.3) * (t < decaying ? 0.8 : 0.1)));
  return ReferenceNetwork.fromRecipe({ ...RECIPE, dropout }, activationOf('selu').parameters, 2, 3, namedTensors(layers));
}

function planOf(optimizer: OptimizerName, datasetSeed: number, weightDecay: number): TrainingPlan {
  return {
    dataset: { name: 'custom', samples: 7, noise: 0, standardize: true, heldOut: 0, seed: datasetSeed },
    training: {
      batchSize: 4,
      learningRate: 0.05,
      weightDecay,
      seed: 11,
      optimizer,
      momentum: 0.9,
      beta1: 0.8,
      beta2: 0.95,
      epsilon: 1e-6,
    },
  };
}

interface Run {
  optimizer: OptimizerName;
  kind: DropoutKind;
  rate: number;
  datasetSeed: number;
  weightDecay: number;
  losses: number[];
  accuracies: number[];
  squaredWeights: number;
  biasSum: number;
}

// Six steps (three and a half epochs) of the runs below, computed by an independent NumPy program that was written from the
// formulas: Threefry, permutation, masks, network, gradients and optimizers.
const RUNS: Run[] = [
  {
    optimizer: 'sgd',
    kind: 'alpha',
    rate: 0.2,
    datasetSeed: 5,
    weightDecay: 0.01,
    losses: [
      1.2872220497875786, 1.2205604919814306, 0.8959219462475917, 1.274787430264111, 1.6853918103879133, 1.1384272203523031,
    ],
    accuracies: [0.25, 0.25, 0.5, 0, 0.25, 0.25],
    squaredWeights: 23.8631909212588,
    biasSum: -0.1135008225137295,
  },
  {
    optimizer: 'momentum',
    kind: 'standard',
    rate: 0.3,
    datasetSeed: 5,
    weightDecay: 0.02,
    losses: [
      1.0008079359849473, 1.0554425067325415, 1.150770395233677, 1.032661469716955, 0.8402769420276057, 0.8722692003229993,
    ],
    accuracies: [0.75, 0.5, 0.25, 0.75, 0.5, 0.5],
    squaredWeights: 23.524812371621444,
    biasSum: -0.7041245540265506,
  },
  {
    optimizer: 'nesterov',
    kind: 'none',
    rate: 0,
    datasetSeed: 0,
    weightDecay: 0,
    losses: [
      1.1078965032362216, 1.0573653732879236, 1.0254965405222873, 0.950889098396108, 0.9368995709149273, 0.8755200823016458,
    ],
    accuracies: [0.25, 0.5, 0.25, 0.5, 0.25, 0.75],
    squaredWeights: 24.330539894774887,
    biasSum: -0.2369092943068123,
  },
  {
    optimizer: 'adam',
    kind: 'alpha',
    rate: 0.1,
    datasetSeed: 0,
    weightDecay: 0.03,
    losses: [
      1.1822156616088595, 0.9982625145416524, 1.0004227052168029, 0.8481160963979437, 0.9688103223058891, 0.8838416206971332,
    ],
    accuracies: [0, 0.75, 0.5, 0.5, 0.5, 0.5],
    squaredWeights: 18.46211610482196,
    biasSum: -0.4524606100118457,
  },
  {
    optimizer: 'adamw',
    kind: 'standard',
    rate: 0.2,
    datasetSeed: 5,
    weightDecay: 0.04,
    losses: [
      1.0612130413812966, 1.062906411825799, 1.293690114224904, 0.7160845486910707, 0.5052725940402902, 0.653907549677092,
    ],
    accuracies: [0.5, 0.5, 0, 0.75, 1, 0.5],
    squaredWeights: 24.408917253514176,
    biasSum: -0.8497566540067938,
  },
];

test.each(RUNS)('$optimizer with dropout of kind $kind, row order $datasetSeed', (run) => {
  const network = networkOf({ kind: run.kind, rate: run.rate });
  const plan = planOf(run.optimizer, run.datasetSeed, run.weightDecay);
  const { losses, accuracies, weights, state } = trainSteps(network, plan, ROWS, 6);
  expectClose(losses, run.losses, 1e-11);
  expect(accuracies).toEqual(run.accuracies);
  const { parameters, decaying } = network;
  expectClose([parameters.slice(0, decaying).reduce((sum, w) => sum + w * w, 0)], run.squaredWeights, 1e-11);
  expectClose([parameters.slice(decaying).reduce((sum, b) => sum + b, 0)], run.biasSum, 1e-11);
  expect(weights).toEqual(network.tensors());
  expect(state.step).toBe(6);
});

test('four steps and two more equal six steps', () => {
  const plan = planOf('adam', 5, 0.01);
  const dropout = { kind: 'alpha', rate: 0.1 } as const;
  const whole = trainSteps(networkOf(dropout), plan, ROWS, 6);
  const network = networkOf(dropout);
  const first = trainSteps(network, plan, ROWS, 4);
  const rest = trainSteps(network, plan, ROWS, 2, first.state);
  expect([...first.losses, ...rest.losses]).toEqual(whole.losses);
  expect(rest.weights).toEqual(whole.weights);
});

test('computes the loss of a step without taking the step', () => {
  const network = networkOf({ kind: 'alpha', rate: 0.2 });
  const plan = planOf('sgd', 5, 0.01);
  expectClose([lossOfStep(network, plan, ROWS, 0).loss], RUNS[0].losses[0]);
  expect(trainSteps(network, plan, ROWS, 1).losses).toEqual([
    lossOfStep(networkOf({ kind: 'alpha', rate: 0.2 }), plan, ROWS, 0).loss,
  ]);
});

test('evaluates held-out rows in evaluation mode', () => {
  const network = networkOf({ kind: 'alpha', rate: 0.5 });
  expect(heldOutMetrics(network, ROWS)).toBeNull();
  const plan = { ...planOf('sgd', 0, 0), training: { ...planOf('sgd', 0, 0).training, batchSize: 4 } };
  // Held-out rows 3 … 6, and the same rows as a training batch of a network without dropout.
  const alone: DataRows = {
    ...ROWS,
    inputs: Array.from(ROWS.inputs).slice(6),
    labels: Array.from(ROWS.labels).slice(3),
    trainingRows: 4,
  };
  const { loss, accuracy } = lossOfStep(networkOf({ kind: 'none', rate: 0 }), plan, alone, 0);
  const heldOut = heldOutMetrics(network, { ...ROWS, trainingRows: 3 });
  expect(heldOut).toEqual({ loss, accuracy, confusion: heldOut?.confusion });
  // Each row counts once, in the matrix row of its label; correct predictions are on the diagonal.
  const { classes } = network;
  const confusion = [...(heldOut?.confusion ?? [])];
  for (let label = 0; label < classes; label++) {
    const counted = confusion.slice(label * classes, (label + 1) * classes).reduce((a, b) => a + b);
    expect(counted).toBe(Array.from(alone.labels).filter((each) => each === label).length);
  }
  expect(confusion.filter((_, at) => at % (classes + 1) === 0).reduce((a, b) => a + b) / 4).toBe(accuracy);
});
