/** The words of the predictions card. */

export const LEARNED_WORDS = {
  title: 'Predictions',
  testImages: 'Test images',
  ownDigit: 'A digit of your own',
} as const;
