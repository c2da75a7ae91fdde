/** The words of the predictions for test images. */

export const IMAGE_WORDS = {
  waiting: 'Waiting for the first predictions.',
  show: 'Show',
  allImages: 'all images',
  onlyMistakes: (lane: string) => `only mistakes of ${lane}`,
  imageOf: (name: string) => (name ? `An image of class ${name}` : 'An image'),
  noPrediction: 'Diverged: no prediction',
  wrongPrediction: (predicted: string, truth: string) => `${predicted}; the image is ${truth}`,
  heldOut: 'test images',
  training: 'training images',
  mistakes: (lane: string, mistakes: string, images: string, kind: string) =>
    `${lane} misclassifies ${mistakes} of ${images} ${kind}`,
  shown: (count: number) => `; ${count} of them are shown`,
  correct: (parts: readonly string[]) => `${parts.join('; ')}.`,
  correctBy: (lane: string, count: number, images: number, kind: string) =>
    `${lane} classifies ${count} of ${images} ${kind} correctly`,
  diverged: (lane: string) => `${lane} has diverged: no predictions`,
} as const;
