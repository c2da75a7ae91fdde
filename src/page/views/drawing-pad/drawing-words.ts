/** The words of the drawing pad. */

export const DRAWING_WORDS = {
  prompt: 'Draw a digit, large and centred, to see what each network predicts.',
  clear: 'Clear',
  testImage: 'Use a test image',
  networkInput: 'network input',
  emptyPad: 'Drawing pad: draw a digit with mouse, finger or pen',
  ownDrawing: 'Drawing pad with your drawing',
  shownTestImage: (name: string) => `Drawing pad with a test image of ${name}`,
  /** Before the predictions of a test image. */
  ofTestImage: (name: string) => `A test image of ${name}. `,
  predicts: (lane: string, name: string, share: string) => `${lane} predicts ${name} (${share})`,
  noPrediction: (lane: string) => `${lane}: no prediction`,
  diverged: (lane: string) => `${lane} has diverged: no prediction`,
} as const;
