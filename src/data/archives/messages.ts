/** The errors of files that a person opens: what is wrong, in which file, and what to do. */
export const ARCHIVE_ERRORS = {
  badLabel: (record: number, batch: string, file: string, label: number) =>
    `Record ${record} of ${batch} in ${file} has the label ${label}, but CIFAR-10 has 0 to 9. Download the file again.`,
  damagedArchive: (file: string) => `${file} is damaged or incomplete. Download it again.`,
  missingBatch: (file: string, batch: string) =>
    `${file} has no ${batch} in it. Open the complete binary version of CIFAR-10, cifar-10-binary.tar.gz.`,
  batchLength: (batch: string, file: string, got: number, expected: number) =>
    `${batch} in ${file} has ${got} bytes instead of ${expected}. Download the file again.`,
  noTrainingImages: 'The training images are missing. Open the files of images and of labels together.',
  notAPair: (names: string) =>
    `The training part and the test part each need one idx file of images and one of labels, but got ${names}. Open images and labels together. The names of a test part must begin with 'test'.`,
  rowsDiffer: (images: string, rows: number, labels: string, labelRows: number) =>
    `${images} has ${rows} images, but ${labels} has ${labelRows} labels. Open files of the same set.`,
  noImages: (file: string) => `${file} has no images. Open another file.`,
  sizesDiffer: (test: string, testSize: string, training: string, trainingSize: string) =>
    `${test} has images of ${testSize} pixels, but ${training} of ${trainingSize}. Open files of the same set.`,
  tooManyImages: (file: string) => `${file} is too large for the page. Open a part of it.`,
  shortHeader: (file: string) => `${file} ends within its header. Download it again.`,
  valueCount: (file: string, got: number, sizes: string, expected: number) =>
    `${file} has ${got} values, but its header states ${sizes} = ${expected}. Download it again.`,
  noMemory: 'There is not enough memory for these files. Close other pages, or open a part of them.',
  cifarAlone: (file: string) => `Open ${file} alone, because it has all of CIFAR-10.`,
  unknownFile: (file: string) =>
    `${file} cannot be opened. Open one CSV table, idx files of images and labels, or cifar-10-binary.tar.gz.`,
  missingFiles: (set: string, files: readonly string[]) =>
    `${set} needs its four files together, but ${files.join(' and ')} ${files.length > 1 ? 'are' : 'is'} missing.`,
  tooLarge: (file: string, megabytes: number) =>
    `${file} is too large: the files opened together may have at most ${megabytes} MiB when unpacked. Open a part of it.`,
  damagedGzip: (file: string) => `${file} is damaged or incomplete and cannot be unpacked. Download it again.`,
  unreadable: (file: string) => `${file} cannot be read, because it may have changed. Open it again.`,
};
