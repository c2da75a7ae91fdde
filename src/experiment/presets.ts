/** The preset experiments: what each shows, its source, and what to look at. */
import type { DeepPartial, Experiment } from './experiment';

export interface Preset {
  /** Name in the URL: lower case and hyphens. */
  name: string;
  title: string;
  /** One sentence: what the preset compares. */
  sentence: string;
  citation: string;
  /** What to observe while it runs. */
  lookAt: string;
  /** The fields that differ from the default experiment. */
  experiment: DeepPartial<Experiment>;
}

const SNN = 'Klambauer et al. 2017, Self-Normalizing Neural Networks, arXiv:1706.02515';

export const PRESETS: readonly Preset[] = [
  {
    name: 'duel',
    title: 'The duel',
    sentence: 'Two spirals, 16 hidden layers: SELU with LeCun’s initialiser against ReLU with He’s.',
    citation: SNN,
    lookAt: 'SELU’s layers stay near mean 0 and variance 1, and its loss falls first.',
    experiment: {},
  },
  {
    name: 'break-the-recipe',
    title: 'Break the recipe',
    sentence: 'The right recipe and three that break self-normalisation: a gain of ¾, He’s initialiser, standard dropout.',
    citation: `${SNN}, section 3; a gain of ¾ is what PyTorch’s calculate_gain gives for 'selu'`,
    lookAt:
      'Before training, the variance at layer 32 is close to 0 with the gain of ¾ and about 100 with He’s initialiser; standard dropout raises it.',
    experiment: {
      training: { learningRate: 0.003 },
      lanes: [
        { depth: 32, dropout: { kind: 'alpha', rate: 0.1 } },
        { depth: 32, gain: 0.75 },
        { depth: 32, initialization: 'he-normal' },
        { depth: 32, dropout: { kind: 'standard', rate: 0.1 } },
      ],
    },
  },
  {
    name: 'width',
    title: 'Width 8 is not enough',
    sentence: 'The same recipe, 32 layers deep, with 8, 32 and 128 units per layer.',
    citation: `${SNN}: the theory assumes normal pre-activations, by the central limit theorem over a layer’s units`,
    lookAt: 'In the narrow network, mean and variance drift from layer to layer, and differently with each seed.',
    experiment: {
      training: { learningRate: 0.003 },
      lanes: [8, 32, 128].map((width) => ({ depth: 32, width, label: `SELU, ${width} units` })),
    },
  },
  {
    name: 'weight-decay',
    title: 'Weight decay breaks it',
    sentence: 'SELU’s recipe with a weight decay of 0.03: right before training, lost during training.',
    citation: `${SNN}, theorem 1: the map contracts to a fixed point near (0, 1) for τ from 0.95 to 1.1`,
    lookAt:
      'τ (the sum of a unit’s squared weights) falls below 1 in every layer, and the variance falls with it. Click a layer to see its τ.',
    experiment: {
      training: { weightDecay: 0.03 },
      lanes: [{ activation: 'selu' }],
    },
  },
  {
    name: 'mnist',
    title: 'MNIST, two layers',
    sentence: 'All 60,000 digits through 2 hidden layers of 128 SELU units.',
    citation: 'LeCun, Bottou, Bengio, Haffner 1998, Gradient-Based Learning Applied to Document Recognition',
    lookAt: 'Within two epochs, the network classifies 95 % of the test digits correctly.',
    experiment: {
      dataset: { name: 'mnist' },
      training: { optimizer: 'adam', learningRate: 0.001 },
      lanes: [{ depth: 2, width: 128 }],
    },
  },
  {
    name: 'why-not-0-4',
    title: 'Why not (0, 4)?',
    sentence: 'SELU solved for three targets: mean 0 and variance ¼, 1 or 4, through 32 layers.',
    citation: `${SNN}, equation (14), solved for other targets`,
    lookAt:
      'Each network keeps its own variance. The larger the target, the more the gradient grows from the last layer to the first.',
    experiment: {
      training: { learningRate: 0.003 },
      lanes: [0.25, 1, 4].map((variance) => ({ depth: 32, fixedPoint: { mean: 0, variance } })),
    },
  },
  {
    name: 'three-realizations',
    title: 'Three ways to (0, 4)',
    sentence:
      'A variance of 4 through 32 layers by three methods: solved α and λ, 2·selu(z) with halved weights, and 2·selu(z/2).',
    citation: `${SNN}, equation (14), solved for (0, 4); the other two methods are the paper’s SELU in other units`,
    lookAt:
      'The last two are identical at first; the same learning rate then drives them apart. Only with solved α and λ do the gradients grow more.',
    experiment: {
      training: { learningRate: 0.003 },
      lanes: [
        { depth: 32, fixedPoint: { mean: 0, variance: 4 }, label: 'Solved α and λ' },
        { depth: 32, fixedPoint: { mean: 0, variance: 4 }, realization: 'scaled-output', label: '2·selu(z), W/2' },
        { depth: 32, fixedPoint: { mean: 0, variance: 4 }, realization: 'scaled-units', label: '2·selu(z/2)' },
      ],
    },
  },
  {
    name: 'figure-1',
    title: 'Figure 1: MNIST',
    sentence:
      'SELU against ReLU with batch normalisation, 16 layers deep, with the paper’s learning rate and 128 units per layer instead of 784.',
    citation: `${SNN}, figure 1; its rate of 1e-5 for the sum over a batch of 128 is 1.28e-3 for the mean`,
    lookAt:
      'SELU’s training loss falls from the first steps; with batch normalisation it has hardly fallen after hundreds of steps.',
    experiment: {
      dataset: { name: 'mnist' },
      training: { learningRate: 1.28e-3, batchSize: 128 },
      lanes: [
        { depth: 16, width: 128 },
        { depth: 16, width: 128, activation: 'relu', normalization: 'batch', normalizationPlace: 'after-activation' },
      ],
    },
  },
  {
    name: 'dropout-and-batch-norm',
    title: 'Dropout and BatchNorm don’t mix',
    sentence: 'Batch normalisation alone, with dropout, and dropout alone, on the 8 × 8 digits.',
    citation:
      'Li, Chen, Hu, Yang 2018, Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift, arXiv:1801.05134',
    lookAt:
      'With both, the test loss is the highest for hundreds of steps, because dropout changes the variance that the next layer’s running moments estimate. Batch normalisation alone has the lowest.',
    experiment: {
      dataset: { name: 'digits' },
      training: { learningRate: 0.05, batchSize: 64 },
      lanes: [
        { depth: 4, activation: 'relu', normalization: 'batch' },
        { depth: 4, activation: 'relu', normalization: 'batch', dropout: { kind: 'standard', rate: 0.3 } },
        { depth: 4, activation: 'relu', dropout: { kind: 'standard', rate: 0.3 } },
      ],
    },
  },
  {
    name: 'where-selu-loses',
    title: 'Where SELU loses',
    sentence: 'A learning rate of 0.3 on the 8 × 8 digits, 8 layers deep: SELU against ReLU with batch normalisation.',
    citation: `${SNN}: SELU normalises the forward pass only; squared gradients grow by a factor of 1.07 per layer`,
    lookAt: 'SELU diverges within 50 steps; batch normalisation learns the digits in the same 50.',
    experiment: {
      dataset: { name: 'digits' },
      training: { learningRate: 0.3, batchSize: 64 },
      lanes: [{ depth: 8 }, { depth: 8, activation: 'relu', normalization: 'batch', normalizationPlace: 'after-activation' }],
    },
  },
];
