/** The edits of existing files that add one thing of each kind, as CONTRIBUTING.md describes them. */

export interface Edit {
  file: string;
  /** The import, inserted after the last one. */
  importLine: string;
  /** The line that closes the list, and the entry inserted before it. */
  closing: RegExp;
  entry: string;
}

export const EDITS: readonly Edit[] = [
  {
    file: 'src/activations/catalogue.ts',
    importLine: "import softsignShader from '../../shaders/activations/softsign.wgsl?raw';",
    closing: /^\} satisfies Record<string, ActivationRecord>;$/m,
    entry: `  softsign: {
    label: 'Softsign',
    shader: softsignShader,
    value: (x) => x / (1 + Math.abs(x)),
    slope: (x) => 1 / (1 + Math.abs(x)) ** 2,
    largestSlope: () => 1,
    parameters: SELU_CONSTANTS,
    initialization: 'lecun-normal',
    citation: 'Bergstra et al. 2009, Quadratic Polynomials Learn Better Image Features',
  },
`,
  },
  {
    file: 'src/data/catalogue.ts',
    importLine: "import { checkerboard } from './datasets/checkerboard';",
    closing: /^\} satisfies Record<string, DatasetRecord>;$/m,
    entry: '  checkerboard,\n',
  },
  {
    file: 'src/page/views/views.ts',
    importLine: "import { stepCounter } from './step-counter/view';",
    closing: /(?<=VIEWS: readonly View\[\] = \[[^\]]*)^\];$/m,
    entry: '  stepCounter,\n',
  },
  ...[
    { file: 'src/normalizations/catalogue.ts', last: 'const RECORDS = { none, batch, layer, weight' },
    { file: 'src/engine/network/normalization/implementations.ts', last: 'batch, layer, weight' },
    { file: 'src/engine/reference/normalization/implementations.ts', last: 'batch, layer, weight' },
  ].map(({ file, last }) => ({
    file,
    importLine: "import { rowwise } from './rowwise';",
    closing: new RegExp(`(?<=${last}) \\};$`, 'm'),
    entry: ', rowwise',
  })),
];
