import shader from '../../../../shaders/loss/held_out_metrics.wgsl?raw';
import { MOST_CONFUSION_CLASSES } from '../../../experiment/snapshot';
import type { Device } from '../../gpu/device';
import { dispatch, type Dispatch } from '../../gpu/kernel';
import { pack, unpack } from '../../gpu/layout';
import type { Tensor } from '../../gpu/tensor';
import { SHAPES, STRUCTS } from '../layouts';
import { LIBRARY } from '../sources';

/** The totals of an evaluation over all its rows. */
export interface HeldOutTotals {
  /** The sum of the cross-entropy, in nats. */
  loss: number;
  /** The number of correctly classified rows. */
  correct: number;
  /** The confusion matrix, [label, predicted class]; null with more than MOST_CONFUSION_CLASSES classes. */
  confusion: Uint32Array | null;
}

const countedClasses = (classes: number) => (classes <= MOST_CONFUSION_CLASSES ? classes : 0);

/** Returns the size of an evaluation's totals in bytes. The buffer must be zero when the evaluation begins. */
export function totalsBytes(classes: number): number {
  // An array in a binding holds at least one element.
  return STRUCTS.Totals.bytes + 4 * Math.max(1, countedClasses(classes) ** 2);
}

/** Returns the totals of an evaluation from the bytes of its buffer. */
export function decodeTotals(bytes: ArrayBuffer, classes: number): HeldOutTotals {
  const totals = unpack(STRUCTS.Totals, bytes);
  return { ...totals, confusion: countedClasses(classes) > 0 ? totals.confusion : null };
}

/** The operands of held_out_metrics, which adds a batch's cross-entropy, correct rows and confusion to an evaluation's totals. */
export interface HeldOutMetrics {
  /** The state of the evaluation, whose position is separate from that of the training. */
  state: GPUBuffer;
  /** [batch, classes] */
  logits: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
  /** `totalsBytes` long; `decodeTotals` reads it. */
  totals: GPUBuffer;
}

/** Records the kernel. */
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
