/** The words around the views: help, notices, header, toolbar. */

export const HELP_WORDS = {
  title: 'What this is',
  introduction:
    'Several deep networks train on the same data, here in your browser. In most of them, activations vanish or explode from layer to layer, and more depth does not help. SELU, an activation from 2017, keeps every layer near mean 0 and variance 1 by itself; other activations need batch normalisation for that. Watch whether it does, change one setting, and see what it costs.',
  keys: 'Keys',
  note: 'Shortcuts are off while you type. In the charts, the arrow keys move from layer to layer and Enter opens one.',
} as const;

export const HEADER_WORDS = {
  title: 'Self-Normalizing Playground',
  subtitle: 'Deep networks train on your GPU. Nothing leaves this machine.',
} as const;

export const SHARE_WORDS = {
  about: 'The link contains the whole experiment, seeds included. It contains no weights and no data of your own.',
  notImported: (file: string, reason: string) => `${file} could not be imported: ${reason}`,
  notJson: 'it is not JSON',
} as const;

export const ADAPTER_WORDS = {
  software: (name: string) =>
    `This browser runs WebGPU on a software adapter${name && ` (${name})`}: results are correct but slow.`,
  hardware: (name: string) => `Trains on ${name || 'the GPU'}.`,
} as const;

export const STATE_WORDS = { opening: 'Starting', running: 'Running', paused: 'Paused' } as const;

export const TABLE_WORDS = {
  caption: (step: number) => `The lanes at step ${step}`,
  lossHint: 'Mean cross-entropy of the last trained batch, in nats',
  accuracyHint: 'Share of the last trained batch classified correctly',
  heldOutLossHint: 'Mean cross-entropy over the held-out rows, in nats',
  heldOutAccuracyHint: 'Share of the held-out rows classified correctly',
  millisecondsHint: 'GPU time of one step, in milliseconds',
  dispatchesHint: 'GPU calls in one step',
} as const;

/** What happens after an error in the URL. */
export const ADDRESS_WORDS = {
  defaultInstead: 'The page opened the default experiment instead.',
  unchanged: 'The experiment has not changed.',
} as const;
