import { filledWith, type NormalizationRecord } from './record';

export const layer = {
  label: 'Layer normalisation',
  shortLabel: 'LayerNorm',
  sentence: 'Subtracts each row’s mean over the units of a layer and divides by its standard deviation.',
  citation: 'Ba, Kiros and Hinton 2016, Layer Normalization',
  normalizes: 'activations',
  statistics: { over: 'units', subtractsMean: true },
  parameters: [
    { name: 'weight', initial: filledWith(1) },
    { name: 'bias', initial: filledWith(0) },
  ],
  running: [],
  fewestRows: 1,
  frameworks: { pytorch: 'LayerNorm', keras: 'LayerNormalization', onnx: 'LayerNormalization' },
} as const satisfies NormalizationRecord;
