import { imageDataset } from '../image-dataset';
import type { ImageSet } from '../image-sets';

export const CIFAR10: ImageSet = {
  image: { width: 32, height: 32, channels: 3, maximum: 255 },
  trainingRows: 50_000,
  testRows: 10_000,
  // As in its batches.meta.txt.
  classNames: ['Airplane', 'Automobile', 'Bird', 'Cat', 'Deer', 'Dog', 'Frog', 'Horse', 'Ship', 'Truck'],
  coded: true,
  remedy:
    'drop the official cifar-10-binary.tar.gz onto the page, or prepare it with npm run data -- cifar10 where the page is served',
};

export const cifar10 = imageDataset(CIFAR10, {
  label: 'CIFAR-10',
  phrase: 'CIFAR-10',
  sentence: '50,000 colour photographs of ten kinds of thing to train on and 10,000 to test with, 32 × 32 pixels each.',
  citation: 'A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, University of Toronto, 2009.',
  licence: 'None stated by its makers',
});
