/** The words of the training curves. */

export const CURVE_WORDS = {
  loss: { title: 'Loss', unit: 'cross-entropy, nats' },
  accuracy: { title: 'Accuracy', unit: 'share classified correctly' },
  clock: { legend: 'Against', step: 'steps', seconds: 'seconds' },
  lossScale: { legend: 'Loss', linear: 'linear', log: 'log' },
  keys: { training: 'training batches', heldOut: 'held-out rows' },
  table: {
    caption: (step: number) => `Newest loss and accuracy, step ${step}`,
    lane: 'Lane',
    trainingLoss: 'Training loss',
    heldOutLoss: 'Held-out loss',
    trainingAccuracy: 'Training accuracy',
    heldOutAccuracy: 'Held-out accuracy',
  },
  diverged: 'diverged',
  /** One lane's part of a chart's label; `heldOut` is empty before an evaluation. */
  reading: (lane: string, training: string, heldOut: string) =>
    `${lane}: training ${training}${heldOut && `, held-out ${heldOut}`}.`,
} as const;
