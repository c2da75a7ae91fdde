/** Compares the plain kernels of normalisations with their float64 twins, and the tuned kernels with the plain ones. */
import { test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import {
  caseName,
  NORM_CASES,
  normLayer,
  rowMoments,
  unitMoments,
  type NormLayer,
} from '../../../../tests/setup/normalization';
import { plainGradients, plainValues, runPlain } from '../../../../tests/setup/plain';
import { contentsOf, draw, outputTensor, runOnce, weightTensor } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import type { Moments } from '../../../theory/moments';
import type { Device } from '../../gpu/device';
import { batchNorm as referenceBatch } from '../../reference/normalization/batch-norm';
import { batchNormBackward as referenceBatchBackward } from '../../reference/normalization/batch-norm-backward';
import { batchNormRunning as referenceRunning } from '../../reference/normalization/batch-norm-running';
import { layerNorm as referenceLayer } from '../../reference/normalization/layer-norm';
import { layerNormBackward as referenceLayerBackward } from '../../reference/normalization/layer-norm-backward';
import { layerNormParameters as referenceLayerParameters } from '../../reference/normalization/layer-norm-parameters';
import { weightNorm as referenceWeight } from '../../reference/normalization/weight-norm';
import { weightNormBackward as referenceWeightBackward } from '../../reference/normalization/weight-norm-backward';
import { batchNorm } from './batch-norm';
import { batchNormBackward } from './batch-norm-backward';
import { batchNormRunning } from './batch-norm-running';
import { layerNorm } from './layer-norm';
import { layerNormBackward } from './layer-norm-backward';
import { layerNormParameters } from './layer-norm-parameters';
import { weightNorm } from './weight-norm';
import { weightNormBackward } from './weight-norm-backward';

/** Means of up to 262 values of size 1, added up one by one, and a root of their variance, which may be small. */
const TOLERANCE = { absolute: 5e-5, relative: 5e-5 };
/** In a row of one unit x − m is only a rounding error, which 1/√ε = 316 magnifies. */
const OF_PARAMETERS = { absolute: 3e-4, relative: 5e-5 };

// Softplus without dropout, before whose activation the layer is normalised: five shapes.
const CASES = NORM_CASES.filter(({ after, dropout }) => !after && dropout === 'none');
/** The only workgroup size whose tuned kernels are compared, because each size needs another pipeline. */
const GROUP = 64;
const softplus = activationOf('softplus');

const forward = (device: Device, kernel: string, { x, parameters }: NormLayer, batch: number, width: number, sets: number) =>
  runPlain(device, {
    kernel,
    uniforms: { shape: { batch, width } },
    inputs: { x, gamma: parameters.weight, beta: parameters.bias },
    outputs: { means: sets, variances: sets, y: batch * width },
    invocations: [sets],
  });

const momentsOf = (moments: readonly Moments[]) => ({
  means: moments.map(({ mean }) => mean),
  variances: moments.map(({ variance }) => variance),
});

test.each(CASES)('batch normalisation, $batch × $width', (each) =>
  withDevice(async (device) => {
    const { batch, width } = each;
    const layer = normLayer(each);
    const expected = referenceBatch(layer.x, layer.parameters);
    const { means, variances } = momentsOf(expected.moments);
    const plain = await forward(device, 'normalization/batch_norm', layer, batch, width, width);
    expectNear(plain.y, expected.y, TOLERANCE, 'y');
    expectNear(plain.means, means, TOLERANCE, 'mean');
    expectNear(plain.variances, variances, TOLERANCE, 'variance');

    const backward = (dy: ArrayLike<number>) =>
      runPlain(device, {
        kernel: 'normalization/batch_norm_backward',
        uniforms: { shape: { batch, width } },
        inputs: { x: layer.x, gamma: layer.parameters.weight, means, variances, dy },
        outputs: { gamma_gradient: width, beta_gradient: width, dx: batch * width },
        invocations: [width],
      });
    const gradients = await backward(layer.g);
    const expectedGradients = referenceBatchBackward(layer.g, expected, layer.parameters);
    expectNear(gradients.dx, expectedGradients.dx, TOLERANCE, 'dx');
    expectNear(gradients.gamma_gradient, expectedGradients.parameters.weight, TOLERANCE, 'dγ');
    expectNear(gradients.beta_gradient, expectedGradients.parameters.bias, TOLERANCE, 'dβ');

    if (each.group !== GROUP) return;
    const operands = layer.operands(device);
    const [h, moments] = [layer.output(device, 'h'), outputTensor(device, 'moments', 2, width)];
    runOnce(device, await batchNorm(device, { ...operands, h, moments, evaluate: false }));
    expectNear((await contentsOf(device, operands.z))[0].values, plain.y, TOLERANCE, `tuned z of ${caseName(each)}`);
    expectNear((await contentsOf(device, h))[0].values, await plainValues(device, softplus, plain.y), TOLERANCE, 'tuned h');
    const [delta, normGradient] = [layer.output(device, 'delta'), outputTensor(device, 'norm gradient', 2, width)];
    const tuned = {
      ...layer.operands(device, expected.y),
      moments: unitMoments(device, expected.moments),
      delta,
      normGradient,
    };
    runOnce(device, await batchNormBackward(device, { ...tuned, gradient: layer.gradient(device) }));
    const through = await backward(await plainGradients(device, softplus, expected.y, layer.g));
    expectNear((await contentsOf(device, delta))[0].values, through.dx, TOLERANCE, 'tuned δ');
    const parameters = [...through.gamma_gradient, ...through.beta_gradient];
    expectNear((await contentsOf(device, normGradient))[0].values, parameters, TOLERANCE, 'tuned dγ, dβ');
  }),
);

test('running moments equal the twin and the tuned kernel', () =>
  withDevice(async (device) => {
    for (const [width, batch] of [
      [1, 2],
      [67, 33],
    ]) {
      const momentsFrom = (seed: number): Moments[] => {
        const [means, variances] = [draw(seed, width), draw(seed + 1, width).map(Math.abs)];
        return [...means].map((mean, unit) => ({ mean, variance: variances[unit] }));
      };
      const [ofBatch, before] = [momentsFrom(1), momentsFrom(3)];
      const running = momentsOf(before);
      const plain = await runPlain(device, {
        kernel: 'normalization/batch_norm_running',
        uniforms: { shape: { batch } },
        inputs: { ...momentsOf(ofBatch), running_means: running.means, running_variances: running.variances },
        outputs: { running_means: width, running_variances: width },
        invocations: [width],
      });
      const expected = momentsOf(referenceRunning(before, ofBatch, batch));
      expectNear(plain.running_means, expected.means, TOLERANCE, 'running mean');
      expectNear(plain.running_variances, expected.variances, TOLERANCE, 'running variance');

      const tuned = unitMoments(device, before);
      runOnce(
        device,
        await batchNormRunning(device, { layers: 1, batch, moments: unitMoments(device, ofBatch), running: tuned }),
      );
      const both = [...plain.running_means, ...plain.running_variances];
      expectNear((await contentsOf(device, tuned))[0].values, both, TOLERANCE, 'tuned running moments');
    }
  }));

test.each(CASES)('layer normalisation, $batch × $width', (each) =>
  withDevice(async (device) => {
    const { batch, width } = each;
    const layer = normLayer(each);
    const expected = referenceLayer(layer.x, layer.parameters);
    const { means, variances } = momentsOf(expected.moments);
    const plain = await forward(device, 'normalization/layer_norm', layer, batch, width, batch);
    expectNear(plain.y, expected.y, TOLERANCE, 'y');
    expectNear(plain.means, means, TOLERANCE, 'mean');
    expectNear(plain.variances, variances, TOLERANCE, 'variance');

    const backward = async (dy: ArrayLike<number>) => {
      const call = { uniforms: { shape: { batch, width } }, inputs: { x: layer.x, means, variances, dy } };
      const { dx } = await runPlain(device, {
        ...call,
        kernel: 'normalization/layer_norm_backward',
        inputs: { ...call.inputs, gamma: layer.parameters.weight },
        outputs: { dx: batch * width },
        invocations: [batch],
      });
      const parameters = await runPlain(device, {
        ...call,
        kernel: 'normalization/layer_norm_parameters',
        outputs: { gamma_gradient: width, beta_gradient: width },
        invocations: [width],
      });
      return { dx, parameters: [...parameters.gamma_gradient, ...parameters.beta_gradient] };
    };
    const gradients = await backward(layer.g);
    expectNear(gradients.dx, referenceLayerBackward(layer.g, expected, layer.parameters), TOLERANCE, 'dx');
    const { weight, bias } = referenceLayerParameters(layer.g, expected, width);
    expectNear(gradients.parameters, [...weight, ...bias], OF_PARAMETERS, 'dγ, dβ');

    if (each.group !== GROUP) return;
    const operands = layer.operands(device);
    const [h, moments] = [layer.output(device, 'h'), outputTensor(device, 'moments', 1, 2 * batch)];
    runOnce(device, await layerNorm(device, { ...operands, h, moments }));
    expectNear((await contentsOf(device, operands.z))[0].values, plain.y, TOLERANCE, `tuned z of ${caseName(each)}`);
    const [delta, normGradient] = [layer.output(device, 'delta'), outputTensor(device, 'norm gradient', 2, width)];
    const tuned = { ...layer.operands(device, expected.y), moments: rowMoments(device, expected.moments) };
    const gradient = layer.gradient(device);
    runOnce(
      device,
      await layerNormBackward(device, { ...tuned, gradient, delta }),
      await layerNormParameters(device, { ...tuned, gradient, layers: 1, normGradient }),
    );
    const through = await backward(await plainGradients(device, softplus, expected.y, layer.g));
    expectNear((await contentsOf(device, delta))[0].values, through.dx, TOLERANCE, 'tuned δ');
    expectNear((await contentsOf(device, normGradient))[0].values, through.parameters, OF_PARAMETERS, 'tuned dγ, dβ');
  }),
);

test.each([
  [2, 1],
  [17, 33],
  [40, 67],
])('weight normalisation, %i inputs, %i units', (inputs, outputs) =>
  withDevice(async (device) => {
    const [v, dW, gamma] = [draw(1, inputs * outputs), draw(2, inputs * outputs), draw(3, outputs)];
    // A unit whose weights are all 0.
    if (outputs > 1) for (let i = 0; i < inputs; i++) v[i * outputs + 1] = 0;
    const shape = { inputs, outputs };
    const { weight } = await runPlain(device, {
      kernel: 'normalization/weight_norm',
      uniforms: { shape },
      inputs: { v, gamma },
      outputs: { weight: inputs * outputs },
      invocations: [outputs],
    });
    expectNear(weight, referenceWeight(v, gamma), TOLERANCE, 'W');
    const gradients = await runPlain(device, {
      kernel: 'normalization/weight_norm_backward',
      uniforms: { shape },
      inputs: { v, gamma, weight_gradient: dW },
      outputs: { v_gradient: inputs * outputs, gamma_gradient: outputs },
      invocations: [outputs],
    });
    const expected = referenceWeightBackward(dW, v, gamma);
    expectNear(gradients.v_gradient, expected.v, TOLERANCE, 'dV');
    expectNear(gradients.gamma_gradient, expected.gamma, TOLERANCE, 'dγ');

    const tuned = {
      layers: 1,
      v: weightTensor(device, 'v', inputs, outputs, v),
      norm: weightTensor(device, 'norm', 1, outputs, gamma),
      weight: outputTensor(device, 'weight', inputs, outputs),
      weightGradient: weightTensor(device, 'dW', inputs, outputs, dW),
      normGradient: outputTensor(device, 'norm gradient', 1, outputs),
    };
    runOnce(device, await weightNorm(device, tuned), await weightNormBackward(device, tuned));
    expectNear((await contentsOf(device, tuned.weight))[0].values, weight, TOLERANCE, 'tuned W');
    expectNear((await contentsOf(device, tuned.weightGradient))[0].values, gradients.v_gradient, TOLERANCE, 'tuned dV');
    expectNear((await contentsOf(device, tuned.normGradient))[0].values, gradients.gamma_gradient, TOLERANCE, 'tuned dγ');
  }),
);
