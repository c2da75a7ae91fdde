import type { NormalizationRecord } from './record';

export const none = {
  label: 'None',
  shortLabel: '',
  sentence: 'Activations and weights are used as they are.',
  citation: '',
  normalizes: 'nothing',
  parameters: [],
  running: [],
  fewestRows: 1,
  frameworks: { pytorch: null, keras: null, onnx: null },
} as const satisfies NormalizationRecord;
