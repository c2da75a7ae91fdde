import shader from '../../../../shaders/loss/held_out_metrics.wgsl?raw';
import { MOST_CONFUSION_CLASSES } from '../../../experiment/snapshot';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack, unpack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES, STRUCTS } from '../layouts';
import { LIBRARY } from '../sources';

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
  return STRUCTS.Totals.bytes + 4 * Math.max(1, countedClasses(classes) ** 2);
}

export function decodeTotals(bytes: ArrayBuffer, classes: number): HeldOutTotals {
  const totals = unpack(STRUCTS.Totals, bytes);
  return { ...totals, confusion: countedClasses(classes) > 0 ? totals.confusion : null };
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
    pack(SHAPES['loss/held_out_metrics'], {
      classes: logits.columns,
      stride: logits.stride,
      counted: countedClasses(logits.columns),
    }),
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
