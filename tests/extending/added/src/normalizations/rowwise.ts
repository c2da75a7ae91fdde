import { filledWith, type NormalizationRecord } from './record';
export const rowwise = {
  label: 'Row-wise normalisation',
  shortLabel: 'RowNorm',
  sentence: 'Layer normalisation under another name.',
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
