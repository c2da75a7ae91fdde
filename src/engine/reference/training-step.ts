/**
 * Training steps in float64, the same as the engine's on the GPU: gather a batch, draw the masks, forward, loss, backward,
 * update. The batch and masks of step t depend only on t and the seeds, so a run can continue from the saved state of any step.
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

/** The part of an experiment that determines the batches and updates: everything except its lanes. */
export type TrainingPlan = Pick<CompleteExperiment, 'dataset' | 'training'>;

export interface TrainingResult {
  /** The mean cross-entropy of each step's batch before the step's update. */
  losses: number[];
  accuracies: number[];
  /** The parameters after the last step, by name. */
  weights: Record<string, { shape: number[]; data: Float64Array }>;
  state: TrainingState;
}

/** Returns the state before the first step. */
export function freshTrainingState(network: ReferenceNetwork): TrainingState {
  return { step: 0, optimizer: freshOptimizerState(network.parameters.length) };
}

/**
 * Returns the rule of a plan's batches. With dataset seed 0 the rows keep their order; otherwise the training's seed shuffles
 * them.
 */
function batchRule({ dataset, training }: TrainingPlan): BatchRule {
  return { batchSize: training.batchSize, order: dataset.seed === 0 ? 'given' : training.seed };
}

/** Returns the loss, gradient and layer outputs of step `step` at the network's current parameters. Updates nothing. */
export function lossOfStep(network: ReferenceNetwork, plan: TrainingPlan, data: DataRows, step: number): BackwardPass {
  const { batchSize, seed } = plan.training;
  const { x, labels } = gatherBatch(data, network.features, step, batchRule(plan));
  return network.backward(x, labels, network.drawMasks(seed, step, batchSize));
}

/** Takes one step: updates the network's parameters and `state` in place. Returns the pass before the update. */
export function trainStep(network: ReferenceNetwork, plan: TrainingPlan, data: DataRows, state: TrainingState): BackwardPass {
  const pass = lossOfStep(network, plan, data, state.step);
  update(network.parameters, state.optimizer, pass.gradient, network.decaying, plan.training);
  network.updateRunningMoments(pass);
  state.step++;
  return pass;
}

/**
 * Takes `count` steps and updates `network` in place. Starts at step 0, or continues from the `state` that an earlier call
 * returned.
 */
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
