/**
 * Training steps in float64, exactly as the engine takes them on the GPU: gather a batch, draw the masks, forward, loss, backward,
 * update. Step t draws its batch and its masks by t alone, so a run may be taken up at any step whose state is at hand.
 */
import type { CompleteExperiment } from '../../experiment/experiment';
import { gatherBatch, type BatchRule, type DataRows } from './batch/gather-batch';
import type { BackwardPass, ReferenceNetwork } from './network';
import { freshOptimizerState, update, type OptimizerState } from './optimizers/optimizer';

/** The state of a run other than its network's parameters. */
export interface TrainingState {
  /** Steps trained so far; the next one has this number. */
  step: number;
  optimizer: OptimizerState;
}

/** Seeds, batch size, optimizer and its rates; the lanes are not looked at. */
export type TrainingPlan = Pick<CompleteExperiment, 'dataset' | 'training'>;

export interface TrainingResult {
  /** Mean cross-entropy of each step's batch, before its update. */
  losses: number[];
  accuracies: number[];
  /** The parameters after the last step, by name. */
  weights: Record<string, { shape: number[]; data: Float64Array }>;
  state: TrainingState;
}

export function freshTrainingState(network: ReferenceNetwork): TrainingState {
  return { step: 0, optimizer: freshOptimizerState(network.parameters.length) };
}

/** Dataset seed 0 takes rows in the order given; any other dataset is shuffled by the training's seed. */
function batchRule({ dataset, training }: TrainingPlan): BatchRule {
  return { batchSize: training.batchSize, order: dataset.seed === 0 ? 'given' : training.seed };
}

/** Loss, gradient and layer outputs of step `step` at the network's present parameters, without an update. */
export function lossOfStep(network: ReferenceNetwork, plan: TrainingPlan, data: DataRows, step: number): BackwardPass {
  const { batchSize, seed } = plan.training;
  const { x, labels } = gatherBatch(data, network.features, step, batchRule(plan));
  return network.backward(x, labels, network.drawMasks(seed, step, batchSize));
}

/** Takes one step: updates the network's parameters and `state` in place. Returns the pass that the update was made from. */
export function trainStep(network: ReferenceNetwork, plan: TrainingPlan, data: DataRows, state: TrainingState): BackwardPass {
  const pass = lossOfStep(network, plan, data, state.step);
  update(network.parameters, state.optimizer, pass.gradient, network.decaying, plan.training);
  network.updateRunningMoments(pass);
  state.step++;
  return pass;
}

/** Takes `count` steps, updating `network` in place: from step 0, or on from a `state` that an earlier call returned. */
export function trainSteps(
  network: ReferenceNetwork,
  plan: TrainingPlan,
  data: DataRows,
  count: number,
  state = freshTrainingState(network),
): TrainingResult {
  const losses: number[] = [];
  const accuracies: number[] = [];
  for (let i = 0; i < count; i++) {
    const { loss, accuracy } = trainStep(network, plan, data, state);
    losses.push(loss);
    accuracies.push(accuracy);
  }
  return { losses, accuracies, weights: network.tensors(), state };
}
