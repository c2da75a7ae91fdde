/** The words of a person's own files and tables. */
import type { Delimiter } from '../../data/csv/delimiter';
import type { ColumnUse, MissingChoice } from '../../data/csv/choices';

export const IMPORT_WORDS = {
  drop: 'Drop to open',
  formats:
    'A CSV table, the four idx files of MNIST or Fashion-MNIST, or CIFAR-10’s cifar-10-binary.tar.gz. Nothing leaves this machine.',
  unreadable: (file: string) => `${file} cannot be read. Choose files, not folders, and reopen files that have changed.`,
  oneTable: 'Open one table at a time.',
  readingFiles: (files: string) => `Reading ${files} …`,
  noEngine: 'The engine has not started: open the files again in a moment.',
  busy: (file: string) => `${file} was not opened, because other rows were being imported. Open it again.`,
  title: 'Train on a table of your own',
  reading: 'Reading the file …',
  importing: 'Building the networks for these rows …',
  train: 'Train on these rows',
  cancel: 'Cancel',
  settings: 'How the file is read',
  delimiter: 'Delimiter',
  header: 'First row holds names',
  decimalMark: 'Decimal mark',
  decimalPoint: 'Point: 1.5',
  decimalComma: 'Comma: 1,5',
  labelColumn: 'Label column',
  missingValues: 'Missing values',
  heldOut: 'Held out (share or rows)',
  columns: 'Columns',
  standardized: 'mean and standard deviation over the training rows, before and after standardising',
  notStandardized: 'standardising is switched off under Data: the network gets the numbers unchanged',
  label: 'Label',
  predicted: 'to be predicted',
  moreColumns: (count: string) => `and ${count} more columns, using the detected types.`,
} as const;

export const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Vertical bar',
  ' ': 'Space',
};

export const MISSING_NAMES: Readonly<Record<MissingChoice, string>> = {
  'leave-out': 'Leave those rows out',
  fill: 'Fill in: mean, or a category',
};

export const USE_NAMES: Readonly<Record<ColumnUse, string>> = {
  number: 'Number',
  category: 'Category',
  'leave-out': 'Leave out',
};
