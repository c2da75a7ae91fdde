/**
 * Every activation the playground knows: one record each; its shader is in shaders/activations/. Menus, curves, kernels,
 * the moment map and the tests iterate over this list; to add an activation is to add a shader and a record.
 */
import { erf } from '../math/erf';
import { keysOf } from '../math/keys-of';
import { SELU_ALPHA, SELU_LAMBDA } from './selu-constants';
import eluShader from '../../shaders/activations/elu.wgsl?raw';
import geluShader from '../../shaders/activations/gelu.wgsl?raw';
import leakyReluShader from '../../shaders/activations/leaky_relu.wgsl?raw';
import linearShader from '../../shaders/activations/linear.wgsl?raw';
import reluShader from '../../shaders/activations/relu.wgsl?raw';
import seluShader from '../../shaders/activations/selu.wgsl?raw';
import sigmoidShader from '../../shaders/activations/sigmoid.wgsl?raw';
import siluShader from '../../shaders/activations/silu.wgsl?raw';
import softplusShader from '../../shaders/activations/softplus.wgsl?raw';
import tanhShader from '../../shaders/activations/tanh.wgsl?raw';

/** The constants of SELU, ELU (α only) and leaky ReLU (α only). Alpha dropout sets units to −λα. */
export interface ActivationParameters {
  alpha: number;
  lambda: number;
  /** SELU's ρ: what is negative is taken as ρ·f(x/ρ). */
  unitScale: number;
}

interface ActivationRecord {
  /** As people write it. */
  label: string;
  /** WGSL with `fn activate(x: f32) -> f32` and `fn slope(x: f32, y: f32) -> f32`. */
  shader: string;
  /** f(x), in float64. */
  value(x: number, parameters: ActivationParameters): number;
  /** f′(x), in float64, given y = f(x); at a kink the derivative from the left. */
  slope(x: number, y: number, parameters: ActivationParameters): number;
  /** sup |f′|: what "saturated" is measured against. */
  largestSlope(parameters: ActivationParameters): number;
  /** The constants it starts with. */
  parameters: ActivationParameters;
  /** Set where the recipe chooses α; `parameters.alpha` is then its default. */
  takesAlpha?: true;
  /** The initialiser that goes with it. */
  initialization: 'lecun-normal' | 'he-normal' | 'glorot-normal';
  citation: string;
}

const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const normalDensity = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
const normalDistribution = (x: number) => 0.5 * (1 + erf(x * Math.SQRT1_2));

// An activation without constants of its own still says, by −λα, where alpha dropout sets its units: SELU's, as in PyTorch.
const SELU_CONSTANTS: ActivationParameters = { alpha: SELU_ALPHA, lambda: SELU_LAMBDA, unitScale: 1 };

const RECORDS = {
  selu: {
    label: 'SELU',
    shader: seluShader,
    value: (x, { alpha, lambda, unitScale }) => (x > 0 ? lambda * x : lambda * alpha * unitScale * Math.expm1(x / unitScale)),
    // Not y + λα, which cancels far below 0. At exactly 0 the paper and PyTorch take the left derivative λα, TensorFlow takes λ.
    slope: (x, _y, { alpha, lambda, unitScale }) => (x > 0 ? lambda : lambda * alpha * Math.exp(x / unitScale)),
    largestSlope: ({ alpha, lambda }) => lambda * Math.max(1, alpha),
    parameters: SELU_CONSTANTS,
    initialization: 'lecun-normal',
    citation: 'Klambauer et al. 2017, Self-Normalizing Neural Networks',
  },
  elu: {
    label: 'ELU',
    shader: eluShader,
    value: (x, { alpha }) => (x > 0 ? x : alpha * Math.expm1(x)),
    slope: (x, _y, { alpha }) => (x > 0 ? 1 : alpha * Math.exp(x)),
    largestSlope: ({ alpha }) => Math.max(1, alpha),
    parameters: { alpha: 1, lambda: 1, unitScale: 1 },
    takesAlpha: true,
    initialization: 'he-normal',
    citation: 'Clevert et al. 2015, Fast and Accurate Deep Network Learning by Exponential Linear Units',
  },
  relu: {
    label: 'ReLU',
    shader: reluShader,
    value: (x) => Math.max(x, 0),
    slope: (x) => (x > 0 ? 1 : 0),
    largestSlope: () => 1,
    parameters: SELU_CONSTANTS,
    initialization: 'he-normal',
    citation: 'Nair and Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines',
  },
  'leaky-relu': {
    label: 'Leaky ReLU',
    shader: leakyReluShader,
    value: (x, { alpha }) => (x > 0 ? x : alpha * x),
    slope: (x, _y, { alpha }) => (x > 0 ? 1 : alpha),
    largestSlope: ({ alpha }) => Math.max(1, Math.abs(alpha)),
    parameters: { alpha: 0.01, lambda: 1, unitScale: 1 },
    takesAlpha: true,
    initialization: 'he-normal',
    citation: 'Maas et al. 2013, Rectifier Nonlinearities Improve Neural Network Acoustic Models',
  },
  gelu: {
    label: 'GELU',
    shader: geluShader,
    value: (x) => x * normalDistribution(x),
    slope: (x) => normalDistribution(x) + x * normalDensity(x),
    // At x = √2, where the second derivative φ(x)(2 − x²) changes sign.
    largestSlope: () => normalDistribution(Math.SQRT2) + Math.SQRT2 * normalDensity(Math.SQRT2),
    parameters: SELU_CONSTANTS,
    initialization: 'he-normal',
    citation: 'Hendrycks and Gimpel 2016, Gaussian Error Linear Units',
  },
  silu: {
    label: 'SiLU',
    shader: siluShader,
    value: (x) => x * sigmoid(x),
    slope: (x) => sigmoid(x) * (1 + x * sigmoid(-x)),
    // At the root of x tanh(x/2) = 2, found by Newton's method.
    largestSlope: () => 1.0998393201288669,
    parameters: SELU_CONSTANTS,
    initialization: 'he-normal',
    citation: 'Elfwing et al. 2017, Sigmoid-Weighted Linear Units; Ramachandran et al. 2017 (Swish)',
  },
  softplus: {
    label: 'Softplus',
    shader: softplusShader,
    value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    slope: (x) => sigmoid(x),
    largestSlope: () => 1,
    parameters: SELU_CONSTANTS,
    initialization: 'glorot-normal',
    citation: 'Dugas et al. 2000, Incorporating Second-Order Functional Knowledge',
  },
  tanh: {
    label: 'tanh',
    shader: tanhShader,
    value: (x) => Math.tanh(x),
    slope: (x) => 4 * sigmoid(2 * x) * sigmoid(-2 * x),
    largestSlope: () => 1,
    parameters: SELU_CONSTANTS,
    initialization: 'lecun-normal',
    citation: 'LeCun et al. 1998, Efficient BackProp',
  },
  sigmoid: {
    label: 'Sigmoid',
    shader: sigmoidShader,
    value: (x) => sigmoid(x),
    slope: (x, y) => y * sigmoid(-x),
    largestSlope: () => 0.25,
    parameters: SELU_CONSTANTS,
    initialization: 'glorot-normal',
    citation: 'Rumelhart et al. 1986, Learning Representations by Back-Propagating Errors',
  },
  linear: {
    label: 'Linear',
    shader: linearShader,
    value: (x) => x,
    slope: () => 1,
    largestSlope: () => 1,
    parameters: SELU_CONSTANTS,
    initialization: 'lecun-normal',
    citation: 'Saxe et al. 2013, Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Networks',
  },
} satisfies Record<string, ActivationRecord>;

export type ActivationName = keyof typeof RECORDS;

export interface Activation extends ActivationRecord {
  name: ActivationName;
}

export const ACTIVATIONS: readonly ActivationName[] = keysOf(RECORDS);

/** Every record with its name, in the order of the menu. */
export const ACTIVATION_CATALOGUE: readonly Activation[] = ACTIVATIONS.map((name) => ({ name, ...RECORDS[name] }));

const byName = new Map(ACTIVATION_CATALOGUE.map((activation) => [activation.name, activation]));

/** The record of an activation. Throws a RangeError for a name that is not in the catalogue. */
export function activationOf(name: ActivationName): Activation {
  const activation = byName.get(name);
  if (!activation) throw new RangeError(`no activation is called '${name}'`);
  return activation;
}
