/** This project's engine, driven as in the page: submissions of about 12 ms, two in flight. */
import { requestDevice, type Device } from '../../src/engine/gpu/device';
import { chooseTiles } from '../../src/engine/kernels/matmul/tiles';
import { tuneTiles } from '../../src/engine/kernels/matmul/tune';
import { Trainer } from '../../src/engine/training/trainer';
import { problemOf, type Problem } from '../problem';
import type { Contestant, Engine } from './engine';

const SUBMISSION_MILLISECONDS = 12;
const MOST_STEPS = 512;
const MOST_UNDER_WAY = 2;

export interface PlaygroundOptions {
  /** The browser's by default. */
  gpu?: GPU;
  /** Whether to compute and read the statistics of every layer at every step. */
  statistics: boolean;
}

export async function playground({ gpu, statistics }: PlaygroundOptions): Promise<Engine> {
  const device = await requestDevice(gpu);
  // The page's worker does the same at its start.
  if (!device.adapter.software) chooseTiles(device, await tuneTiles(device));
  const errors: Error[] = [];
  device.onError = (error) => errors.push(error);
  const prepare = async ({ experiment, dataset }: Problem): Promise<Contestant> => {
    const trainer = await Trainer.create(device, experiment, dataset);
    const contestant = statistics ? observedSteps(trainer) : plainSteps(device, trainer);
    return {
      ...contestant,
      async run(count) {
        const loss = await contestant.run(count);
        if (errors.length > 0) throw errors[0];
        return loss;
      },
    };
  };
  return {
    name: statistics ? 'Playground, statistics at every step' : 'Playground',
    version: '',
    computesOn: 'gpu',
    prepare,
    // With `size` rows, features and units in one hidden layer, a step consists of two such products (forward, and the gradient
    // of the weights) and little else: the first layer's inputs need no gradient, and the output layer has two units.
    multiplier: statistics
      ? undefined
      : async (size) => {
          const square = {
            features: size,
            depth: 1,
            width: size,
            classes: 2,
            batch: size,
            optimizer: 'sgd',
            dropout: 0,
          } as const;
          return { products: 2, ...(await prepare(problemOf(square))) };
        },
    close: () => device.destroy(),
  };
}

/** A contestant that takes steps without statistics. Only the last step is observed, for its loss. */
function plainSteps(device: Device, trainer: Trainer): Contestant {
  // The shortest time per step so far, because short runs mostly wait for their only read.
  let milliseconds = SUBMISSION_MILLISECONDS;
  return {
    async run(count) {
      const start = performance.now();
      const size = Math.max(1, Math.min(MOST_STEPS, Math.round(SUBMISSION_MILLISECONDS / milliseconds)));
      const underWay: Promise<undefined>[] = [];
      for (let left = count - 1; left > 0; left -= size) {
        if (underWay.length >= MOST_UNDER_WAY) await underWay.shift();
        trainer.train(Math.min(size, left), false);
        underWay.push(device.gpu.queue.onSubmittedWorkDone());
      }
      const loss = await lossOf(trainer);
      milliseconds = Math.min(milliseconds, (performance.now() - start) / count);
      return loss;
    },
    queue: (count) => trainer.train(count, false),
    dispose: () => trainer.destroy(),
  };
}

/** A contestant that submits and reads every step while the next ones are in flight. */
function observedSteps(trainer: Trainer): Contestant {
  const underWay: Promise<number>[] = [];
  return {
    async run(count) {
      for (let step = 0; step < count; step++) {
        while (underWay.length >= MOST_UNDER_WAY) await underWay.shift();
        underWay.push(lossOf(trainer));
      }
      const losses = await Promise.all(underWay.splice(0));
      return losses[losses.length - 1];
    },
    queue(count) {
      for (let step = 0; step < count; step++) {
        const reading = trainer.train(1, true);
        // If no staging buffer is free, the step's statistics are computed but not read.
        if (reading) underWay.push(reading().then(({ lanes: [{ loss }] }) => loss));
      }
    },
    dispose: () => trainer.destroy(),
  };
}

async function lossOf(trainer: Trainer): Promise<number> {
  const reading = trainer.train(1, true);
  if (!reading) throw new Error('the step was not read, because all staging buffers are in use');
  const [{ loss }] = (await reading()).lanes;
  return loss;
}
