/** The update of a training's optimizer, and the state that it keeps between updates. */
import type { CompleteExperiment } from '../../../experiment/experiment';
import { adam, type AdamMoments } from './adam';
import { momentum } from './momentum';
import { sgd } from './sgd';

/** `first` is momentum's velocity or Adam's m, `second` Adam's v; all of them start at 0. */
export interface OptimizerState extends AdamMoments {
  /** Updates made so far. */
  updates: number;
}

/** Returns the state before the first update. */
export function freshOptimizerState(parameterCount: number): OptimizerState {
  return { first: new Float64Array(parameterCount), second: new Float64Array(parameterCount), updates: 0 };
}

/** Updates `parameters` and `state` in place. The first `decaying` parameters are weights and decay. */
export function update(
  parameters: Float64Array,
  state: OptimizerState,
  gradient: Float64Array,
  decaying: number,
  training: CompleteExperiment['training'],
): void {
  state.updates++;
  switch (training.optimizer) {
    case 'sgd':
      return sgd(parameters, gradient, decaying, training);
    case 'momentum':
    case 'nesterov':
      return momentum(parameters, state.first, gradient, decaying, {
        ...training,
        nesterov: training.optimizer === 'nesterov',
      });
    case 'adam':
    case 'adamw':
      return adam(parameters, state, gradient, decaying, state.updates, {
        ...training,
        decoupled: training.optimizer === 'adamw',
      });
  }
}
