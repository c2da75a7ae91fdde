import shader from '../../../../shaders/loss/held_out_metrics.wgsl?raw';
import { MOST_CONFUSION_CLASSES } from '../../../experiment/snapshot';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import { LIBRARY } from '../sources';

const CONFUSION_OFFSET = 8;

/** What an evaluation adds up. */
export interface HeldOutTotals {
  /** Summed cross-entropy. */
  loss: number;
  /** Rows classified correctly. */
  correct: number;
  /** Rows of each label (down) by predicted class (across), [classes, classes]; null where the classes are too many. */
  confusion: Uint32Array | null;
}

const countedClasses = (classes: number) => (classes <= MOST_CONFUSION_CLASSES ? classes : 0);

/** Bytes of the totals of an evaluation; all zero at its beginning. */
export function totalsBytes(classes: number): number {
  // An array in a binding holds at least one element.
  return CONFUSION_OFFSET + 4 * Math.max(1, countedClasses(classes) ** 2);
}

export function decodeTotals(bytes: ArrayBuffer, classes: number): HeldOutTotals {
  const [loss] = new Float32Array(bytes, 0, 1);
  const [, correct] = new Uint32Array(bytes, 0, 2);
  const confusion = countedClasses(classes) > 0 ? new Uint32Array(bytes, CONFUSION_OFFSET, classes ** 2).slice() : null;
  return { loss, correct, confusion };
}

/** Adds a batch's cross-entropy, correct rows and confusion to an evaluation's totals. */
export interface HeldOutMetrics {
  /** Of the evaluation, which has its own position. */
  state: GPUBuffer;
  /** [batch, classes] */
  logits: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
  /** As `decodeTotals` reads them, `totalsBytes` long. */
  totals: GPUBuffer;
}

export function heldOutMetrics(device: Device, { state, logits, labels, totals }: HeldOutMetrics): Promise<Dispatch> {
  const shape = device.uniform(
    'held_out_metrics shape',
    new Uint32Array([logits.columns, logits.stride, countedClasses(logits.columns)]),
  );
  return dispatch(
    device,
    {
      label: 'held_out_metrics',
      parts: [LIBRARY.numerics, LIBRARY.state, shader, LIBRARY.crossEntropy],
      bindings: ['uniform', 'write', 'read', 'read', 'write'],
    },
    [shape, state, logits.binding, labels, totals],
    [1, 1, 1],
  );
}
