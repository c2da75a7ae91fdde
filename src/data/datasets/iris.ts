import { tableDataset } from '../tables';

export const iris = tableDataset({
  label: 'Iris',
  phrase: 'iris flowers',
  sentence: '150 iris flowers of three species, classified by the size of their sepals and petals.',
  rows: 150,
  classNames: ['Setosa', 'Versicolor', 'Virginica'],
  featureNames: ['Sepal length, cm', 'Sepal width, cm', 'Petal length, cm', 'Petal width, cm'],
  citation:
    'R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7(2), 1936, pages 179–188; Iris, UCI Machine Learning Repository, doi:10.24432/C56C76.',
});
