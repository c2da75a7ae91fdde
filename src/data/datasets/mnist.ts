import { mnistImage } from '../drawn-digit';
import { imageDataset } from '../image-dataset';
import { greySquare, type ImageSet } from '../image-sets';
import { DIGIT_NAMES } from './digits';

export const MNIST: ImageSet = {
  image: greySquare(28, 255),
  trainingRows: 60_000,
  testRows: 10_000,
  classNames: DIGIT_NAMES,
  coded: false,
  remedy: 'run npm run data',
};

export const mnist = imageDataset(MNIST, {
  label: 'MNIST',
  phrase: 'MNIST digits',
  sentence: '60,000 handwritten digits to train on and 10,000 to test with, 28 × 28 pixels each.',
  fromDrawing: mnistImage,
  citation:
    'Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", Proceedings of the IEEE 86(11), 1998, pages 2278–2324.',
  licence: 'None stated by its makers; elsewhere given as CC BY-SA 3.0',
});
