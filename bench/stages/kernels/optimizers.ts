/** The updates of the optimizers. */
import { adam } from '../../../src/engine/kernels/optimizers/adam';
import { momentum } from '../../../src/engine/kernels/optimizers/momentum';
import { sgd } from '../../../src/engine/kernels/optimizers/sgd';
import { RATES, type Workbench } from '../workbench';
import { positive } from './normalized-layer';
import { type KernelPair, WEIGHTS, draw, plain, same, twin, width } from './pair';

/** One update of [width, width] weights from stored gradients, as for the other optimizers. */
export async function sgdUpdate(bench: Workbench): Promise<KernelPair> {
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

export async function momentumUpdate(bench: Workbench): Promise<KernelPair> {
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

export async function adamUpdate(bench: Workbench): Promise<KernelPair> {
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
