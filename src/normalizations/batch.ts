import { filledWith, type NormalizationRecord } from './record';

export const batch = {
  label: 'Batch normalisation',
  shortLabel: 'BatchNorm',
  sentence: 'Subtracts each unit’s mean over the batch and divides by its standard deviation.',
  citation:
    'Ioffe and Szegedy 2015, Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift',
  normalizes: 'activations',
  statistics: { over: 'rows', subtractsMean: true },
  parameters: [
    { name: 'weight', initial: filledWith(1) },
    { name: 'bias', initial: filledWith(0) },
  ],
  running: [
    { name: 'running_mean', initial: filledWith(0) },
    { name: 'running_var', initial: filledWith(1), nonNegative: true },
  ],
  // The variance of a single row is 0, so every activation would become β and no gradient would pass.
  fewestRows: 2,
  frameworks: { pytorch: 'BatchNorm1d', keras: 'BatchNormalization', onnx: 'BatchNormalization' },
} as const satisfies NormalizationRecord;
