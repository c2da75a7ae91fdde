/**
 * Every tuned kernel of a training step except the matmul, and the plain kernels that do the same work. To add a kernel is to add
 * an entry to KERNELS.
 *
 * Dropout and skip connections are off. A tuned kernel that applies the activation applies ReLU, and the plain side has ReLU's
 * plain kernel as a dispatch of its own, so the gain includes that of fusing it.
 */
import { activationOf } from '../../src/activations/catalogue';
import type { Dispatch } from '../../src/engine/gpu/kernel';
import { Tensor } from '../../src/engine/gpu/tensor';
import { gatherBatch } from '../../src/engine/kernels/batch/gather-batch';
import { highway } from '../../src/engine/kernels/blocks/highway';
import { highwayBackward } from '../../src/engine/kernels/blocks/highway-backward';
import { softmaxCrossEntropy } from '../../src/engine/kernels/loss/softmax-cross-entropy';
import { batchNorm } from '../../src/engine/kernels/normalization/batch-norm';
import { batchNormBackward } from '../../src/engine/kernels/normalization/batch-norm-backward';
import { batchNormRunning } from '../../src/engine/kernels/normalization/batch-norm-running';
import { layerNorm } from '../../src/engine/kernels/normalization/layer-norm';
import { layerNormBackward } from '../../src/engine/kernels/normalization/layer-norm-backward';
import { layerNormParameters } from '../../src/engine/kernels/normalization/layer-norm-parameters';
import { weightNorm } from '../../src/engine/kernels/normalization/weight-norm';
import { weightNormBackward } from '../../src/engine/kernels/normalization/weight-norm-backward';
import { adam } from '../../src/engine/kernels/optimizers/adam';
import { momentum } from '../../src/engine/kernels/optimizers/momentum';
import { sgd } from '../../src/engine/kernels/optimizers/sgd';
import { plainDispatch, type PlainOperands } from '../../src/engine/kernels/plain';
import {
  BINS,
  layerStatistics,
  STATISTICS_BYTES,
  statisticsBlocks,
} from '../../src/engine/kernels/statistics/layer-statistics';
import { mergeStatistics } from '../../src/engine/kernels/statistics/merge-statistics';
import { packState } from '../../src/engine/kernels/training-state';
import { normals } from '../../src/math/random-stream';
import { COUNTED, RATES, type Workbench } from './workbench';

/** The shape of a layer; weights are [width, width]. The loss is that of [batch, classes] logits. */
export const KERNEL_SHAPE = { batch: 64, width: 128, classes: 10 };
const { batch, width, classes } = KERNEL_SHAPE;
const COUNT = batch * width;
const WEIGHTS = width * width;

/** The dispatches of both sides, on operands with equal values. Each side has its own results. */
export interface KernelPair {
  plain: readonly Dispatch[];
  tuned: readonly Dispatch[];
  /** Results of the tuned side, and the plain side's buffers that begin with the same values. */
  results: readonly { tuned: Tensor; plain: readonly GPUBuffer[] }[];
}

export interface KernelEntry {
  /** The path in shaders/. */
  kernel: string;
  /** The work that both sides do. */
  compared: string;
  record: (bench: Workbench) => Promise<KernelPair>;
}

export const KERNELS: readonly KernelEntry[] = [
  { kernel: 'batch/gather_batch', compared: 'f32 rows in the order of the dataset', record: gather },
  { kernel: 'blocks/highway', compared: 'without dropout', record: highwayForward },
  { kernel: 'blocks/highway_backward', compared: 'with ReLU', record: highwayGradients },
  { kernel: 'loss/softmax_cross_entropy', compared: 'loss and gradient', record: loss },
  { kernel: 'normalization/batch_norm', compared: 'with ReLU', record: batchNormForward },
  { kernel: 'normalization/batch_norm_backward', compared: 'with ReLU', record: batchNormGradients },
  { kernel: 'normalization/batch_norm_running', compared: 'one layer', record: runningMoments },
  { kernel: 'normalization/layer_norm', compared: 'with ReLU', record: layerNormForward },
  { kernel: 'normalization/layer_norm_backward', compared: 'with ReLU', record: layerNormGradients },
  { kernel: 'normalization/layer_norm_parameters', compared: 'one linear layer', record: layerNormParameterGradients },
  { kernel: 'normalization/weight_norm', compared: 'one layer', record: weightNormForward },
  { kernel: 'normalization/weight_norm_backward', compared: 'one layer', record: weightNormGradients },
  { kernel: 'optimizers/sgd', compared: 'from stored gradients', record: sgdUpdate },
  { kernel: 'optimizers/momentum', compared: 'from stored gradients', record: momentumUpdate },
  { kernel: 'optimizers/adam', compared: 'from stored gradients', record: adamUpdate },
  { kernel: 'statistics/layer_statistics', compared: 'one ReLU layer, with merge_statistics', record: statistics },
];

/** Standard normal draws. */
const draw = (seed: number, count: number) => Float32Array.from(normals({ seed, purpose: 'noise' }, count));

/** The same values for both sides: a tensor for the tuned kernel, and a buffer without padding for the plain one. */
interface Twin {
  tensor: Tensor;
  plain: GPUBuffer;
}

function twin(bench: Workbench, label: string, rows: number, columns: number, values?: Float32Array): Twin {
  const plain = values ? bench.filled(`plain ${label}`, values) : bench.empty(`plain ${label}`, rows * columns);
  return { tensor: bench.tensor(label, rows, columns, values), plain };
}

/** Two rows [2, width] for the tuned kernel, and a buffer for each row for the plain one. */
function twoRows(bench: Workbench, label: string, first = new Float32Array(width), second = new Float32Array(width)) {
  return {
    tensor: bench.tensor(label, 2, width, [...first, ...second]),
    plain: [bench.filled(`first ${label}`, first), bench.filled(`second ${label}`, second)] as const,
  };
}

const same = ({ tensor, plain }: { tensor: Tensor; plain: GPUBuffer | readonly [GPUBuffer, GPUBuffer] }) => ({
  tuned: tensor,
  plain: plain instanceof GPUBuffer ? [plain] : plain,
});

/** An activation of the layer: [batch, width] draws, or zeros without a seed. */
const activations = (bench: Workbench, label: string, seed?: number) =>
  twin(bench, label, batch, width, seed === undefined ? undefined : draw(seed, COUNT));

const plain = (bench: Workbench, kernel: string, operands: PlainOperands, invocations: readonly [number, number?]) =>
  plainDispatch(bench.device, { kernel, operands, invocations });

const reluForward = ({ device }: Workbench, x: GPUBuffer, y: GPUBuffer) =>
  plainDispatch(device, {
    kernel: 'activations/relu',
    entryPoint: 'forward',
    operands: { x, y },
    invocations: [COUNT],
  });

const reluBackward = ({ device }: Workbench, x: GPUBuffer, dy: GPUBuffer, dx: GPUBuffer) =>
  plainDispatch(device, {
    kernel: 'activations/relu',
    entryPoint: 'backward',
    operands: { x, dy, dx },
    invocations: [COUNT],
  });

/**
 * The tuned kernel also finds the rows' numbers, which the plain one is given. They are not shuffled, because only the tuned kernel
 * computes the permutation.
 */
async function gather(bench: Workbench): Promise<KernelPair> {
  const rows = 1000;
  const [mean, scale] = [draw(2, width), draw(3, width)];
  const dataset = bench.filled('dataset', draw(1, rows * width));
  const labels = bench.filled(
    'labels',
    Uint32Array.from({ length: rows }, (_, i) => i % classes),
  );
  const gathered = activations(bench, 'batch');
  const standardization = Float32Array.from({ length: 2 * width }, (_, i) => (i % 2 === 0 ? mean : scale)[i >> 1]);
  return {
    plain: [
      await plain(
        bench,
        'batch/gather_batch',
        {
          shape: { batch, features: width },
          dataset,
          labels,
          rows: bench.filled(
            'rows',
            Uint32Array.from({ length: batch }, (_, i) => i),
          ),
          mean: bench.filled('mean', mean),
          scale: bench.filled('scale', scale),
          batch: gathered.plain,
          batch_labels: bench.empty('plain batch labels', batch),
        },
        [width, batch],
      ),
    ],
    tuned: await gatherBatch(bench.device, {
      state: bench.filled('gather state', packState({ firstRow: 0, rows, batch, shuffle: false, seed: 1 }, 0)),
      dataset: {
        chunks: [{ buffer: dataset, firstRow: 0, rows }],
        bytes: false,
        labels,
        standardization: bench.filled('standardization', standardization),
      },
      batch: gathered.tensor,
      labels: bench.empty('batch labels', batch),
    }),
    results: [same(gathered)],
  };
}

/** c·T + x·(1 − T) on both sides. */
async function highwayForward(bench: Workbench): Promise<KernelPair> {
  const { candidate, gate, x } = highwayOperands(bench);
  const y = activations(bench, 'y');
  const { hyper, state } = bench;
  return {
    plain: [
      await plain(bench, 'blocks/highway', { candidate: candidate.plain, gate: gate.plain, x: x.plain, y: y.plain }, [COUNT]),
    ],
    tuned: [
      await highway(bench.device, {
        hyper,
        state,
        dropout: false,
        layer: 0,
        candidate: candidate.tensor,
        transform: gate.tensor,
        x: x.tensor,
        h: y.tensor,
      }),
    ],
    results: [same(y)],
  };
}

/** The plain side multiplies the candidate's gradient by ReLU's slope in a second dispatch. */
async function highwayGradients(bench: Workbench): Promise<KernelPair> {
  const { candidate, gate, x } = highwayOperands(bench);
  const [z, gradient] = [activations(bench, 'z', 4), activations(bench, 'gradient', 5)];
  const [delta, gateDelta] = [activations(bench, 'delta'), activations(bench, 'gate delta')];
  const [candidateGradient, dx] = [bench.empty('dc', COUNT), bench.empty('dx', COUNT)];
  const { hyper, state } = bench;
  return {
    plain: [
      await plain(
        bench,
        'blocks/highway_backward',
        {
          candidate: candidate.plain,
          gate: gate.plain,
          x: x.plain,
          dy: gradient.plain,
          candidate_gradient: candidateGradient,
          gate_gradient: gateDelta.plain,
          dx,
        },
        [COUNT],
      ),
      await reluBackward(bench, z.plain, candidateGradient, delta.plain),
    ],
    tuned: [
      await highwayBackward(bench.device, {
        hyper,
        state,
        dropout: false,
        layer: 0,
        activation: activationOf('relu'),
        normalized: false,
        gradient: gradient.tensor,
        x: x.tensor,
        z: z.tensor,
        candidate: candidate.tensor,
        transform: gate.tensor,
        delta: delta.tensor,
        gateDelta: gateDelta.tensor,
      }),
    ],
    // The tuned kernel overwrites the candidate with the gradient of the carry path.
    results: [same(delta), same(gateDelta), { tuned: candidate.tensor, plain: [dx] }],
  };
}

function highwayOperands(bench: Workbench) {
  const gate = draw(2, COUNT).map((value) => 1 / (1 + Math.exp(-value)));
  return {
    candidate: activations(bench, 'candidate', 1),
    gate: twin(bench, 'gate', batch, width, gate),
    x: activations(bench, 'x', 3),
  };
}

/** The plain side leaves the losses of the rows; the tuned kernel also computes their mean and counts the correct rows. */
async function loss(bench: Workbench): Promise<KernelPair> {
  const logits = twin(bench, 'logits', batch, classes, draw(1, batch * classes));
  const delta = twin(bench, 'delta', batch, classes);
  const labels = bench.filled(
    'labels',
    Uint32Array.from({ length: batch }, (_, i) => i % classes),
  );
  return {
    plain: [
      await plain(
        bench,
        'loss/softmax_cross_entropy',
        {
          shape: { batch, classes },
          logits: logits.plain,
          labels,
          losses: bench.empty('losses', batch),
          dz: delta.plain,
        },
        [batch],
      ),
    ],
    tuned: [
      await softmaxCrossEntropy(bench.device, {
        state: bench.filled('loss state', packState({ firstRow: 0, rows: 1000, batch, shuffle: false, seed: 1 }, 0)),
        logits: logits.tensor,
        labels,
        delta: delta.tensor,
        metrics: bench.empty('metrics', 2),
      }),
    ],
    results: [same(delta)],
  };
}

/** Both sides write the moments, z and h = ReLU(z). */
async function batchNormForward(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const [h, moments] = [activations(bench, 'h'), twoRows(bench, 'moments')];
  return {
    plain: [
      await plainNorm(bench, 'normalization/batch_norm', { u, z, norm, moments: moments.plain }, width),
      await reluForward(bench, z.plain, h.plain),
    ],
    tuned: [await batchNorm(bench.device, { ...layer, moments: moments.tensor, h: h.tensor, evaluate: false })],
    results: [same(z), same(h), same(moments)],
  };
}

/** The plain side multiplies ∂loss/∂h by ReLU's slope in a dispatch before it. */
async function batchNormGradients(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const moments = twoRows(bench, 'moments', draw(5, width), positive(6, width));
  const [gradient, delta, normGradient] = [
    activations(bench, 'gradient', 7),
    activations(bench, 'delta'),
    twoRows(bench, 'norm gradient'),
  ];
  const dy = bench.empty('dy', COUNT);
  return {
    plain: [
      await reluBackward(bench, z.plain, gradient.plain, dy),
      await plain(
        bench,
        'normalization/batch_norm_backward',
        {
          shape: { batch, width },
          x: u.plain,
          gamma: norm.plain[0],
          means: moments.plain[0],
          variances: moments.plain[1],
          dy,
          gamma_gradient: normGradient.plain[0],
          beta_gradient: normGradient.plain[1],
          dx: delta.plain,
        },
        [width],
      ),
    ],
    tuned: [
      await batchNormBackward(bench.device, {
        ...layer,
        moments: moments.tensor,
        gradient: gradient.tensor,
        delta: delta.tensor,
        normGradient: normGradient.tensor,
      }),
    ],
    results: [same(delta), same(normGradient)],
  };
}

/** The running moments of one layer. */
async function runningMoments(bench: Workbench): Promise<KernelPair> {
  const moments = twoRows(bench, 'moments', draw(1, width), positive(2, width));
  const running = twoRows(bench, 'running moments', draw(3, width), positive(4, width));
  return {
    plain: [
      await plain(
        bench,
        'normalization/batch_norm_running',
        {
          shape: { batch },
          means: moments.plain[0],
          variances: moments.plain[1],
          running_means: running.plain[0],
          running_variances: running.plain[1],
        },
        [width],
      ),
    ],
    tuned: [await batchNormRunning(bench.device, { layers: 1, batch, moments: moments.tensor, running: running.tensor })],
    results: [same(running)],
  };
}

/** Both sides write the moments, z and h = ReLU(z). */
async function layerNormForward(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const h = activations(bench, 'h');
  const moments = [bench.empty('means', batch), bench.empty('variances', batch)] as const;
  return {
    plain: [
      await plainNorm(bench, 'normalization/layer_norm', { u, z, norm, moments }, batch),
      await reluForward(bench, z.plain, h.plain),
    ],
    tuned: [await layerNorm(bench.device, { ...layer, moments: bench.tensor('moments', 1, 2 * batch), h: h.tensor })],
    results: [same(z), same(h)],
  };
}

/** The plain side multiplies ∂loss/∂h by ReLU's slope in a dispatch before it. */
async function layerNormGradients(bench: Workbench): Promise<KernelPair> {
  const { u, z, norm, layer } = normalizedLayer(bench);
  const moments = rowMoments(bench);
  const [gradient, delta] = [activations(bench, 'gradient', 7), activations(bench, 'delta')];
  const dy = bench.empty('dy', COUNT);
  return {
    plain: [
      await reluBackward(bench, z.plain, gradient.plain, dy),
      await plain(
        bench,
        'normalization/layer_norm_backward',
        { shape: { batch, width }, x: u.plain, gamma: norm.plain[0], ...moments.plain, dy, dx: delta.plain },
        [batch],
      ),
    ],
    tuned: [
      await layerNormBackward(bench.device, {
        ...layer,
        moments: moments.tensor,
        gradient: gradient.tensor,
        delta: delta.tensor,
      }),
    ],
    results: [same(delta)],
  };
}

/** The layer is linear, because the plain side of a training step already has dy from the gradient of the input. */
async function layerNormParameterGradients(bench: Workbench): Promise<KernelPair> {
  const { u, layer } = normalizedLayer(bench);
  const moments = rowMoments(bench);
  const [gradient, normGradient] = [activations(bench, 'gradient', 7), twoRows(bench, 'norm gradient')];
  return {
    plain: [
      await plain(
        bench,
        'normalization/layer_norm_parameters',
        {
          shape: { batch, width },
          x: u.plain,
          ...moments.plain,
          dy: gradient.plain,
          gamma_gradient: normGradient.plain[0],
          beta_gradient: normGradient.plain[1],
        },
        [width],
      ),
    ],
    tuned: [
      await layerNormParameters(bench.device, {
        ...layer,
        activation: activationOf('linear'),
        layers: 1,
        moments: moments.tensor,
        gradient: gradient.tensor,
        normGradient: normGradient.tensor,
      }),
    ],
    results: [same(normGradient)],
  };
}

/** A layer that is normalised before ReLU: its operands for both sides, and the tuned kernel's in one record. */
function normalizedLayer(bench: Workbench) {
  const [u, z] = [activations(bench, 'u', 1), activations(bench, 'z', 2)];
  const norm = twoRows(bench, 'norm', positive(3, width), draw(4, width));
  const { hyper, state } = bench;
  const activation = activationOf('relu');
  const operands = { norm: norm.tensor, u: u.tensor, z: z.tensor };
  return { u, z, norm, layer: { hyper, state, activation, dropout: false, layer: 0, after: false, ...operands } };
}

interface PlainNorm {
  u: Twin;
  z: Twin;
  norm: { plain: readonly [gamma: GPUBuffer, beta: GPUBuffer] };
  moments: readonly [means: GPUBuffer, variances: GPUBuffer];
}

const plainNorm = (bench: Workbench, kernel: string, { u, z, norm, moments }: PlainNorm, sets: number) =>
  plain(
    bench,
    kernel,
    {
      shape: { batch, width },
      x: u.plain,
      gamma: norm.plain[0],
      beta: norm.plain[1],
      means: moments[0],
      variances: moments[1],
      y: z.plain,
    },
    [sets],
  );

const positive = (seed: number, count: number) => draw(seed, count).map((value) => 0.5 + Math.abs(value));

/** The mean and variance of each row. */
function rowMoments(bench: Workbench) {
  const [means, variances] = [draw(5, batch), positive(6, batch)];
  const interleaved = Array.from({ length: 2 * batch }, (_, i) => (i % 2 === 0 ? means : variances)[i >> 1]);
  return {
    tensor: bench.tensor('moments', 1, 2 * batch, interleaved),
    plain: { means: bench.filled('means', means), variances: bench.filled('variances', variances) },
  };
}

/** W of one layer. */
async function weightNormForward(bench: Workbench): Promise<KernelPair> {
  const { v, norm } = weightNormOperands(bench);
  const weight = twin(bench, 'weight', width, width);
  return {
    plain: [
      await plain(
        bench,
        'normalization/weight_norm',
        { shape: { inputs: width, outputs: width }, v: v.plain, gamma: norm.plain, weight: weight.plain },
        [width],
      ),
    ],
    tuned: [await weightNorm(bench.device, { layers: 1, v: v.tensor, norm: norm.tensor, weight: weight.tensor })],
    results: [same(weight)],
  };
}

/** dV and dγ of one layer. The tuned kernel overwrites dW with dV. */
async function weightNormGradients(bench: Workbench): Promise<KernelPair> {
  const { v, norm } = weightNormOperands(bench);
  const weightGradient = twin(bench, 'weight gradient', width, width, draw(3, WEIGHTS));
  const normGradient = twin(bench, 'norm gradient', 1, width);
  const dV = bench.empty('dV', WEIGHTS);
  return {
    plain: [
      await plain(
        bench,
        'normalization/weight_norm_backward',
        {
          shape: { inputs: width, outputs: width },
          v: v.plain,
          gamma: norm.plain,
          weight_gradient: weightGradient.plain,
          v_gradient: dV,
          gamma_gradient: normGradient.plain,
        },
        [width],
      ),
    ],
    tuned: [
      await weightNormBackward(bench.device, {
        layers: 1,
        v: v.tensor,
        norm: norm.tensor,
        weightGradient: weightGradient.tensor,
        normGradient: normGradient.tensor,
      }),
    ],
    results: [{ tuned: weightGradient.tensor, plain: [dV] }, same(normGradient)],
  };
}

function weightNormOperands(bench: Workbench) {
  const v = draw(1, WEIGHTS);
  // γ = ‖V‖, so that the gradient, which the tuned backward kernel overwrites in each run, neither grows nor vanishes.
  const gamma = Float32Array.from({ length: width }, (_, unit) =>
    Math.hypot(...Array.from({ length: width }, (__, i) => v[i * width + unit])),
  );
  return { v: twin(bench, 'v', width, width, v), norm: twin(bench, 'norm', 1, width, gamma) };
}

/** One update of [width, width] weights from stored gradients, as for the other optimizers. */
async function sgdUpdate(bench: Workbench): Promise<KernelPair> {
  const { parameters, gradients, tuned } = updateOperands(bench);
  return {
    plain: [
      await plain(bench, 'optimizers/sgd', { rates: PLAIN_RATES, parameters: parameters.plain, gradients: gradients.plain }, [
        WEIGHTS,
      ]),
    ],
    tuned: [await sgd(bench.device, tuned)],
    results: [same(parameters)],
  };
}

async function momentumUpdate(bench: Workbench): Promise<KernelPair> {
  const { parameters, gradients, tuned } = updateOperands(bench);
  const velocities = twin(bench, 'velocities', width, width, draw(3, WEIGHTS));
  return {
    plain: [
      await plain(
        bench,
        'optimizers/momentum',
        {
          rates: { ...PLAIN_RATES, momentum: RATES.momentum, nesterov: 0 },
          parameters: parameters.plain,
          gradients: gradients.plain,
          velocities: velocities.plain,
        },
        [WEIGHTS],
      ),
    ],
    tuned: [await momentum(bench.device, { ...tuned, velocities: velocities.tensor.buffer, nesterov: false })],
    results: [same(parameters), same(velocities)],
  };
}

async function adamUpdate(bench: Workbench): Promise<KernelPair> {
  const { parameters, gradients, tuned } = updateOperands(bench);
  const first = twin(bench, 'first moments', width, width, draw(3, WEIGHTS));
  const second = twin(bench, 'second moments', width, width, positive(4, WEIGHTS));
  const { beta1, beta2, epsilon } = RATES;
  return {
    plain: [
      await plain(
        bench,
        'optimizers/adam',
        {
          rates: { ...PLAIN_RATES, beta1, beta2, epsilon, decoupled: 0 },
          // The first update.
          corrections: { first: 1 - beta1, second: 1 - beta2 },
          parameters: parameters.plain,
          gradients: gradients.plain,
          first_moments: first.plain,
          second_moments: second.plain,
        },
        [WEIGHTS],
      ),
    ],
    tuned: [
      await adam(bench.device, {
        ...tuned,
        state: bench.state,
        firstMoments: first.tensor.buffer,
        secondMoments: second.tensor.buffer,
        decoupled: false,
      }),
    ],
    results: [same(parameters), same(first), same(second)],
  };
}

const PLAIN_RATES = { learning_rate: RATES.learningRate, weight_decay: RATES.weightDecay };

function updateOperands(bench: Workbench) {
  const parameters = twin(bench, 'parameters', width, width, draw(1, WEIGHTS));
  const gradients = twin(bench, 'gradients', width, width, draw(2, WEIGHTS));
  const { hyper } = bench;
  const tuned = { hyper, parameters: parameters.tensor.buffer, gradients: gradients.tensor.buffer, decayed: WEIGHTS };
  return { parameters, gradients, tuned };
}

/**
 * Moments of h, z, ∂loss/∂h, ω and τ, the histogram of h and the counts of saturated and dead units, of one layer. The plain side
 * has a dispatch for f′(z), one for ω and τ, one for the moments of each of the five, and one for the histogram. The tuned side has
 * two dispatches: the parts and their merger.
 */
async function statistics(bench: Workbench): Promise<KernelPair> {
  const [h, z, gradient] = [activations(bench, 'h', 1), activations(bench, 'z', 2), activations(bench, 'gradient', 3)];
  const weight = twin(bench, 'weight', width, width, draw(4, WEIGHTS));
  const slopes = bench.empty('slopes', COUNT);
  const [omega, tau] = [bench.empty('omega', width), bench.empty('tau', width)];
  const moments = [h.plain, z.plain, gradient.plain, omega, tau].map((values) => ({
    values,
    statistics: bench.empty('plain statistics', 7),
  }));
  const { low, binsPerUnit } = COUNTED.histogram;
  const blocks = statisticsBlocks(width, batch);
  const parts = bench.empty('parts', (blocks * STATISTICS_BYTES) / 4);
  const merged = bench.empty('merged', STATISTICS_BYTES / 4);
  // Struct Statistics begins with count and mean of h.
  const mean = new Tensor('mean of h', merged, 1, 1, 1);
  return {
    plain: [
      await reluBackward(bench, z.plain, bench.filled('ones', new Float32Array(COUNT).fill(1)), slopes),
      await plain(
        bench,
        'statistics/weight_sums',
        { shape: { inputs: width, outputs: width }, weight: weight.plain, omega, tau },
        [width],
      ),
      ...(await Promise.all(
        moments.map(({ values, statistics: results }) =>
          plain(
            bench,
            'statistics/layer_statistics',
            { threshold: COUNTED.saturation, h: values, slopes, statistics: results },
            [1],
          ),
        ),
      )),
      await plain(
        bench,
        'statistics/histogram',
        { range: { low, bins_per_unit: binsPerUnit }, h: h.plain, counts: bench.empty('counts', BINS) },
        [BINS],
      ),
    ],
    tuned: [
      await layerStatistics(bench.device, {
        hyper: bench.hyper,
        activation: activationOf('relu'),
        layers: 1,
        h: h.tensor,
        z: z.tensor,
        gradient: gradient.tensor,
        weights: { buffer: weight.tensor.buffer, first: weight.tensor, second: undefined },
        parts,
      }),
      await mergeStatistics(bench.device, { layers: 1, blocks, parts, merged }),
    ],
    results: [{ tuned: mean, plain: [moments[0].statistics] }],
  };
}
