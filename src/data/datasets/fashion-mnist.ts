import { imageDataset } from '../image-dataset';
import { greySquare, type ImageSet } from '../image-sets';

export const FASHION_MNIST: ImageSet = {
  image: greySquare(28, 255),
  trainingRows: 60_000,
  testRows: 10_000,
  // As its makers list them.
  classNames: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  coded: false,
  remedy: 'drop its four idx files onto the page, or prepare it with npm run data -- fashion-mnist where the page is served',
};

export const fashionMnist = imageDataset(FASHION_MNIST, {
  label: 'Fashion-MNIST',
  phrase: 'Fashion-MNIST',
  sentence: '60,000 pictures of clothes, shoes and bags to train on and 10,000 to test with, in the form of MNIST.',
  citation:
    'H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017, arXiv:1708.07747.',
  licence: 'MIT',
});
