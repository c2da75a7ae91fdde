/** The words of the forward and backward signal. */

export const SIGNAL_WORDS = {
  forward: { title: 'Forward', hint: 'variance of the activations', label: 'Variance of the activations' },
  backward: {
    title: 'Backward',
    hint: 'mean square of the gradients, last layer = 1',
    label: 'Mean square of the gradient, relative to the last layer,',
  },
  keys: {
    predicted: 'predicted before training for wide layers; narrow networks deviate',
    initial: (step: number) => `step ${step}`,
  },
  gains: {
    title: 'Growth of squared gradients, backward',
    perLayer: 'per layer',
    total: 'from the last layer to the first',
    now: 'now',
    predicted: 'predicted before training',
  },
} as const;
