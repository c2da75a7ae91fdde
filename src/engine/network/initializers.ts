/**
 * Initial weights and biases of one dense layer, by the name of the initialiser. n is the fan-in, m the fan-out:
 *
 *   lecun-normal, lecun-uniform       variance 1/n           LeCun et al. 1998, Efficient BackProp, section 4.6
 *   lecun-exact                       variance about 1/n, with ω = Σw = 0 and τ = Σw² = gain² in every unit
 *   he-normal, he-uniform             variance 2/n           He et al. 2015, equation 10
 *   glorot-normal, glorot-uniform     variance 2/(n + m)     Glorot and Bengio 2010, equations 12 and 16
 *   pytorch-default                   U(±1/√n), also for biases: the default of torch.nn.Linear; variance 1/(3n)
 *   orthogonal                        orthonormal rows or columns      Saxe et al. 2013
 *   zeros
 *
 * All normal initialisers scale the same standard normals, and all uniform ones the same uniforms. The weights of two lanes with
 * the same seed and shape therefore differ only by a factor.
 */
import type { CompleteRecipe } from '../../experiment/experiment';
import type { InitializationName } from '../../experiment/choices';
import { normals, uniforms, type Stream } from '../../math/random-stream';

/** weight: [in, out], row-major; bias: [out]. */
export interface InitialWeights {
  weight: Float32Array;
  bias: Float32Array;
}

/** Standard deviation of the normal initialisers. */
const DEVIATIONS: Partial<Record<InitializationName, (fanIn: number, fanOut: number) => number>> = {
  'lecun-normal': (fanIn) => Math.sqrt(1 / fanIn),
  'he-normal': (fanIn) => Math.sqrt(2 / fanIn),
  'glorot-normal': (fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)),
};

/** Bound of the uniform initialisers; the variance of U(±bound) is bound²/3. */
const BOUNDS: Partial<Record<InitializationName, (fanIn: number, fanOut: number) => number>> = {
  'lecun-uniform': (fanIn) => Math.sqrt(3 / fanIn),
  'he-uniform': (fanIn) => Math.sqrt(6 / fanIn),
  'glorot-uniform': (fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut)),
  'pytorch-default': (fanIn) => 1 / Math.sqrt(fanIn),
};

/**
 * Returns the initial weights and biases of one layer. `gain` multiplies the weights. The biases of 'pytorch-default' are
 * U(±1/√n) times `biasGain`; those of all other initialisers are 0.
 *
 * @param layer 0 … depth − 1 for hidden layers, depth for the output layer; selects the random stream.
 * @param seed the seed of the training, an unsigned 32-bit integer.
 */
export function initialWeights(
  { initialization, gain, biasGain = 1 }: Pick<CompleteRecipe, 'initialization' | 'gain'> & { biasGain?: number },
  layer: number,
  fanIn: number,
  fanOut: number,
  seed: number,
): InitialWeights {
  const stream: Stream = { seed, purpose: 'weight', layer };
  const count = fanIn * fanOut;
  const bias = new Float32Array(fanOut);
  const deviation = DEVIATIONS[initialization]?.(fanIn, fanOut);
  if (deviation !== undefined) return { weight: scaled(normals(stream, count), deviation * gain), bias };

  const bound = BOUNDS[initialization]?.(fanIn, fanOut);
  if (bound !== undefined) {
    if (initialization === 'pytorch-default') bias.set(symmetricUniforms({ ...stream, step: 1 }, fanOut, bound * biasGain));
    return { weight: scaled(symmetricUniforms(stream, count, bound), gain), bias };
  }

  if (initialization === 'zeros') return { weight: new Float32Array(count), bias };
  const draws = normals(stream, count);
  const unscaled = initialization === 'orthogonal' ? orthogonal(draws, fanIn, fanOut) : exactMoments(draws, fanIn, fanOut);
  return { weight: scaled(unscaled, gain), bias };
}

function scaled(values: Float64Array, factor: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = factor * values[i];
  return result;
}

/** Returns `count` draws from U(±bound). */
function symmetricUniforms(stream: Stream, count: number, bound: number): Float64Array {
  const values = uniforms(stream, count);
  for (let i = 0; i < count; i++) values[i] = (2 * values[i] - 1) * bound;
  return values;
}

/**
 * Shifts and scales each unit's column of `draws` [in, out] in place, so that ω = 0 and τ = 1. A single weight cannot satisfy
 * both: at fan-in 1 it becomes ±1, which satisfies τ = 1.
 */
function exactMoments(draws: Float64Array, fanIn: number, fanOut: number): Float64Array {
  const mean = new Float64Array(fanOut);
  const squares = new Float64Array(fanOut);
  const forEachWeight = (visit: (at: number, unit: number) => void) => {
    for (let i = 0; i < fanIn; i++) for (let j = 0; j < fanOut; j++) visit(i * fanOut + j, j);
  };
  if (fanIn > 1) forEachWeight((at, unit) => (mean[unit] += draws[at] / fanIn));
  forEachWeight((at, unit) => {
    draws[at] -= mean[unit];
    squares[unit] += draws[at] * draws[at];
  });
  forEachWeight((at, unit) => (draws[at] /= Math.sqrt(squares[unit])));
  return draws;
}

/**
 * Returns a random semi-orthogonal matrix [in, out], as torch.nn.init.orthogonal_ does: its columns are orthonormal if out ≤ in,
 * its rows if out ≥ in.
 */
function orthogonal(draws: Float64Array, fanIn: number, fanOut: number): Float64Array {
  if (fanIn <= fanOut) return orthonormalColumns(draws, fanIn, fanOut);
  const units = orthonormalColumns(draws, fanOut, fanIn);
  const result = new Float64Array(units.length);
  for (let j = 0; j < fanOut; j++) for (let i = 0; i < fanIn; i++) result[i * fanOut + j] = units[j * fanIn + i];
  return result;
}

/**
 * Returns `count` orthonormal columns of `length` ≥ count, stored one after another and uniformly distributed: the Q of a
 * standard normal matrix A = Q·R with R's diagonal positive.
 *
 * Q is the product of the Householder reflections H₀·H₁ ⋯ that make A triangular. H₀ depends on A's first column only. It leaves
 * the other columns standard normal and independent of H₀, so each reflection can use new normals. A itself is never reflected,
 * which halves the work (Stewart 1980, "The efficient generation of random orthogonal matrices").
 */
function orthonormalColumns(draws: Float64Array, count: number, length: number): Float64Array {
  // Reflections are applied in pairs, which halves the number of passes over Q. An unpaired last one is paired with the identity,
  // whose factor is 0.
  const even = count + (count & 1);
  const reflections: Reflections = { vectors: new Float64Array(even * length), factors: new Float64Array(even), length };
  const { vectors, factors } = reflections;
  const q = new Float64Array(even * length);
  vectors.set(draws.subarray(0, count * length));
  for (let k = 0; k < count; k++) {
    // x is column k from its diagonal on. H = I − factor·v·vᵀ with v = x ± ‖x‖e_k maps x to ∓‖x‖e_k. The sign is chosen to avoid
    // cancellation.
    const v = vectors.subarray(k * length, (k + 1) * length).fill(0, 0, k);
    let squares = 0;
    for (let i = k; i < length; i++) squares += v[i] * v[i];
    const norm = Math.sqrt(squares);
    const sign = v[k] > 0 ? -1 : 1;
    v[k] -= sign * norm;
    factors[k] = 1 / (norm * Math.abs(v[k]));
    // R's diagonal entry is sign·‖x‖. Q takes the sign so that R's diagonal becomes positive.
    q[k * length + k] = sign;
  }
  // Backward accumulation: the last reflection is applied first, and reflection k only changes columns from k on.
  for (let k = even - 2; k >= 0; k -= 2) reflectTwice(q, reflections, k);
  return q.subarray(0, count * length);
}

/** One Householder reflection H = I − factor·v·vᵀ per column v of `vectors`, which is zero above the diagonal. */
interface Reflections {
  vectors: Float64Array;
  factors: Float64Array;
  length: number;
}

/**
 * Applies H_{k+1}, then H_k, to the columns x of `q` from k on, two columns at a time:
 *
 *   s₁ = f₁·(v₁·x)      s₀ = f₀·(v₀·(x − s₁v₁)) = f₀·(v₀·x − s₁·(v₀·v₁))      x ← x − s₀v₀ − s₁v₁
 */
function reflectTwice(q: Float64Array, { vectors, factors, length }: Reflections, k: number): void {
  const v0 = k * length;
  const v1 = v0 + length;
  let v0v1 = 0;
  for (let i = k; i < length; i++) v0v1 += vectors[v0 + i] * vectors[v1 + i];
  for (let x = k * length; x < q.length; x += 2 * length) {
    const y = x + length;
    let x0 = 0;
    let x1 = 0;
    let y0 = 0;
    let y1 = 0;
    for (let i = k; i < length; i++) {
      const a = vectors[v0 + i];
      const b = vectors[v1 + i];
      const qx = q[x + i];
      const qy = q[y + i];
      x0 += a * qx;
      x1 += b * qx;
      y0 += a * qy;
      y1 += b * qy;
    }
    x1 *= factors[k + 1];
    y1 *= factors[k + 1];
    x0 = factors[k] * (x0 - x1 * v0v1);
    y0 = factors[k] * (y0 - y1 * v0v1);
    for (let i = k; i < length; i++) {
      const a = vectors[v0 + i];
      const b = vectors[v1 + i];
      q[x + i] -= x0 * a + x1 * b;
      q[y + i] -= y0 * a + y1 * b;
    }
  }
}
