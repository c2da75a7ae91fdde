/** The cases to time: shapes of networks, and how each is trained. */

export interface Shape {
  features: number;
  /** Hidden layers, each of `width` units. */
  depth: number;
  width: number;
  classes: number;
  batch: number;
}

export interface Case extends Shape {
  optimizer: 'sgd' | 'adam';
  /** Rate of alpha dropout after every hidden layer; 0 for none. */
  dropout: number;
}

/** `reference`: three small networks. `grid`: small to large networks. `all`: both. */
export const SELECTIONS = ['reference', 'grid', 'all'] as const;
export type Selection = (typeof SELECTIONS)[number];

const REFERENCE: readonly Shape[] = [
  { features: 2, depth: 8, width: 32, classes: 2, batch: 32 },
  { features: 784, depth: 8, width: 128, classes: 10, batch: 64 },
  { features: 16, depth: 32, width: 64, classes: 26, batch: 64 },
];

const GRID = { widths: [64, 256, 1024], depths: [4, 16, 64], batches: [64, 256, 1024] };
/** A grid that an adapter on the CPU completes in minutes. */
const SOFTWARE_GRID: typeof GRID = { widths: [64, 256], depths: [4, 16], batches: [64] };

type Treatment = Pick<Case, 'optimizer' | 'dropout'>;
const TREATMENTS: readonly Treatment[] = [
  { optimizer: 'sgd', dropout: 0 },
  { optimizer: 'sgd', dropout: 0.1 },
  { optimizer: 'adam', dropout: 0 },
  { optimizer: 'adam', dropout: 0.1 },
];
/** The cheapest and the most expensive treatment. */
const QUICK_TREATMENTS = [TREATMENTS[0], TREATMENTS[3]];

export interface CaseOptions {
  selection: Selection;
  /** Whether to use only the cheapest and the most expensive treatment. */
  quick: boolean;
  /** Whether the adapter computes on the CPU. */
  software: boolean;
  /** Restricts the cases to those whose name contains this. */
  only: string;
}

/** Returns the cases grouped by shape. */
export function chooseCases({ selection, quick, software, only }: CaseOptions): Case[][] {
  const shapes = [...(selection === 'grid' ? [] : REFERENCE), ...(selection === 'reference' ? [] : gridShapes(software))];
  return shapes
    .map((shape) =>
      (quick ? QUICK_TREATMENTS : TREATMENTS)
        .map((treatment) => ({ ...shape, ...treatment }))
        .filter((each) => caseName(each).includes(only)),
    )
    .filter((cases) => cases.length > 0);
}

/** MNIST's inputs and classes around hidden layers of every size. */
function gridShapes(software: boolean): Shape[] {
  const { widths, depths, batches } = software ? SOFTWARE_GRID : GRID;
  return widths.flatMap((width) =>
    depths.flatMap((depth) => batches.map((batch) => ({ features: 784, depth, width, classes: 10, batch }))),
  );
}

/** '784 → 8×128 → 10, batch 64, Adam, alpha dropout 0.1' */
export function caseName({ features, depth, width, classes, batch, optimizer, dropout }: Case): string {
  const treatment = `${optimizer === 'sgd' ? 'SGD' : 'Adam'}${dropout > 0 ? `, alpha dropout ${dropout}` : ''}`;
  return `${features} → ${depth}×${width} → ${classes}, batch ${batch}, ${treatment}`;
}

/** Features, the hidden widths, classes. */
export function layerSizes({ features, depth, width, classes }: Shape): number[] {
  return [features, ...Array.from({ length: depth }, () => width), classes];
}
