/**
 * The gallery shows every view with fixed snapshots during development. Run it with
 *
 *   npm run gallery
 *
 * ?view=histograms shows one view; scheme=light|dark|both and width=wide|narrow|both set its appearance. The view `live` is animated.
 */
import { render } from 'lit';
import { ACTIVATION_CATALOGUE } from '../../src/activations/catalogue';
import { RunHistory } from '../../src/page/store/run-history';
import '../../src/page/views/activation-curve/activation-curve';
import '../../src/page/views/confusion-matrix/confusion-matrix';
import '../../src/page/views/decision-boundary/decision-boundary';
import { loadShape } from '../../src/page/views/data-shape';
import '../../src/page/views/drawing-pad/drawing-pad';
import '../../src/page/views/image-predictions/image-predictions';
import { loadImageSample } from '../../src/page/views/image-sample';
import type { CompleteExperiment, CompleteRecipe } from '../../src/experiment/experiment';
import type { View } from '../../src/page/views/view';
import { VIEWS } from '../../src/page/views/views';
import { nest } from '../../src/experiment/paths';
import { PRESETS } from '../../src/experiment/presets';
import { changeRecipe } from '../../src/experiment/recipe';
import type { Snapshot } from '../../src/experiment/snapshot';
import { validateExperiment } from '../../src/experiment/validate';
import type { PlaygroundClient } from '../../src/worker/playground-client';
import { FakeClient } from '../fixtures/fake-client';
import { DIGITS, PictureClient } from '../fixtures/picture-client';
import { SpiralClient } from '../fixtures/spiral-client';
import {
  confused,
  diverged,
  EXPERIMENTS,
  experiment,
  predicted,
  recipe,
  run,
  snapshot,
  unmeasured,
} from '../fixtures/snapshots';

interface Specimen {
  name: string;
  experiment: CompleteExperiment;
  initial: Snapshot | null;
  newest: Snapshot | null;
  /** The run so far; only `initial` by default. */
  earlier?: readonly Snapshot[];
  /** Earlier snapshots, shown before the newest. */
  trail?: readonly Snapshot[];
  /** None where left out. */
  client?: PlaygroundClient;
}

const { duel } = EXPERIMENTS;
const specimens: Specimen[] = [
  ...Object.entries(EXPERIMENTS).map(([name, experiment]) => ({
    name,
    experiment,
    initial: snapshot(experiment),
    newest: snapshot(experiment, 1200),
  })),
  { name: 'diverged at layer 6', experiment: duel, initial: snapshot(duel), newest: diverged(snapshot(duel, 80), 1, 5) },
  { name: 'diverged everywhere', experiment: duel, initial: snapshot(duel), newest: diverged(snapshot(duel, 80), 1, 0) },
  {
    name: 'with the noise that theory gives',
    experiment: duel,
    initial: null,
    newest: predicted(snapshot(duel, 300), 128, 64),
  },
  { name: 'before the first step', experiment: duel, initial: null, newest: null },
];

/** Recipes whose layers do not converge to the target. */
const PHASE_SPECIMENS: Specimen[] = [
  recipe({ label: 'SELU, gain ¾', gain: 0.75 }),
  recipe({ label: 'SELU, dropout 0.1', dropout: { kind: 'standard', rate: 0.1 } }),
  recipe({ label: 'SELU exact (0.3, 1)', initialization: 'lecun-exact', fixedPoint: { mean: 0.3, variance: 1 } }),
  recipe({ label: 'ReLU + BatchNorm', activation: 'relu', normalization: 'batch', normalizationPlace: 'before-activation' }),
  recipe({ label: 'SELU (0, 4)', fixedPoint: { mean: 0, variance: 4 } }),
].map((lane) => {
  const only = experiment(lane);
  return { name: 'elsewhere', experiment: only, initial: null, newest: snapshot(only, 300) };
});

/** Recipes with and without findings. */
const RECIPES: Record<string, CompleteExperiment> = {
  duel,
  ...Object.fromEntries(
    PRESETS.filter(({ name }) => ['break-the-recipe', 'weight-decay', 'width'].includes(name)).map(({ title, experiment }) => [
      title,
      validateExperiment(experiment),
    ]),
  ),
  'four lanes': validateExperiment({
    dataset: { standardize: false },
    lanes: [
      { width: 8, gain: 3, depth: 128, dropout: { kind: 'standard', rate: 0.5 } },
      { fixedPoint: { mean: 0.5, variance: 4 }, initialization: 'glorot-normal' },
      { activation: 'relu', initialization: 'lecun-normal', dropout: { kind: 'alpha' } },
      { normalization: 'batch', dropout: { kind: 'standard' } },
    ],
  }),
};

/** A run of 250 snapshots, ten steps apart; `without` gives none. */
function curveSpecimen(name: string): Specimen {
  const of = EXPERIMENTS[name] ?? duel;
  const steps = name === 'empty' ? [] : run({ ...of, lanes: shallow(of) }, 250, 10);
  const earlier = steps.map((each, index) => (name === 'duel' && index > 180 ? diverged(each, 1, 0) : each));
  return { name, experiment: of, initial: null, newest: null, earlier };
}

/** Returns a client whose device has a clock or not. */
function timingClient(of: CompleteExperiment, timestamps: boolean): PlaygroundClient {
  const client = new FakeClient(of);
  return Object.assign(client, { device: { ...client.device, timestamps } });
}

/** Specimens for views that the general ones do not show well. */
const SPECIMENS_OF: Partial<Record<string, readonly Specimen[]>> = {
  detail: specimens.map((each) => ({
    ...each,
    earlier: each.newest && each.newest.step > 1000 ? run({ ...each.experiment, lanes: shallow(each.experiment) }, 60, 20) : [],
  })),
  curves: ['duel', 'vanishing', 'four lanes', 'empty'].map(curveSpecimen),
  phase: [...specimens, ...PHASE_SPECIMENS].map((each) => ({
    ...each,
    // Each layer draws its trail.
    trail: each.newest ? [4, 3, 2, 1].map((before) => snapshot(each.experiment, (each.newest?.step ?? 0) - before)) : [],
  })),
  'recipe-check': Object.entries(RECIPES).map(([name, of]) => ({ name, experiment: of, initial: null, newest: null })),
  cost: [
    ...specimens,
    { name: 'not measured yet', experiment: duel, initial: null, newest: unmeasured(snapshot(duel, 0)) },
  ].map((each) => ({ ...each, client: timingClient(each.experiment, each.name !== 'one layer') })),
  learned: [
    { name: 'two spirals', experiment: duel, initial: null, newest: snapshot(duel, 1200), client: new SpiralClient(duel) },
  ],
};

/** A view of the list with one specimen; for the first two lanes where each lane has a view of its own. */
function showcase(view: View, { name, experiment: given, initial, newest, earlier, trail, client }: Specimen): HTMLElement[] {
  const history = new RunHistory();
  for (const each of earlier ?? (initial ? [initial] : [])) history.add(each);
  const lanes = view.perLane || view.place === 'selection' ? given.lanes.slice(0, 2) : [null];
  return lanes.map((recipe, lane) => {
    const box = document.createElement('div');
    const selection = { lane, layer: Math.min(2, given.lanes[lane].depth - 1) };
    const draw = (shown: Snapshot | null) =>
      render(
        view.render({ client: client ?? null, experiment: given, snapshot: shown, history, selection, editor }, lane),
        box,
      );
    const editor = {
      draft: given,
      dismiss: () => {},
      // Only edits of a lane's recipe.
      edit: (path: string, value: unknown) => {
        const [, at, field] = /^lanes\.(\d+)\.(.+)$/.exec(path) ?? [];
        const change = (each: CompleteRecipe, i: number) =>
          String(i) === at ? changeRecipe(each, nest(new Map([[field, value]]))) : each;
        editor.draft = { ...editor.draft, lanes: editor.draft.lanes.map(change) };
        draw(newest);
      },
    };
    for (const each of trail ?? []) draw(each);
    draw(newest);
    return specimen(recipe ? `${name} · ${recipe.label}` : name, box);
  });
}

const sections: Record<string, () => HTMLElement[]> = {
  ...Object.fromEntries(
    VIEWS.map((view) => [view.name, () => (SPECIMENS_OF[view.name] ?? specimens).flatMap((each) => showcase(view, each))]),
  ),
  boundary: () =>
    [2, 3, 6].flatMap((classes) =>
      [0, 1].map((lane) => {
        const client = new SpiralClient(duel, { features: 2, classes });
        return specimen(
          `${classes} classes, lane ${lane + 1}`,
          Object.assign(document.createElement('snn-decision-boundary'), {
            experiment: duel,
            client,
            lane,
            snapshot: snapshot(duel, 1200),
          }),
        );
      }),
    ),
  confusion: () =>
    [2, 3, 10, 26, 60].map((classes) => {
      const classNames = Array.from({ length: classes }, (_, label) =>
        classes === 3 ? ['Setosa', 'Versicolor', 'Damp grey soil with stubble'][label] : String.fromCodePoint(65 + label),
      );
      const data = { features: 4, classes, classNames, featureNames: [], trainingRows: 900, heldOutRows: 20 * classes };
      const newest = confused(snapshot(duel, 1200), classes);
      return specimen(
        `${classes} classes`,
        Object.assign(document.createElement('snn-confusion-matrix'), { experiment: duel, data, snapshot: newest }),
      );
    }),
  images: () =>
    [DIGITS, { ...DIGITS, image: { width: 16, height: 16, channels: 3 } }].flatMap((shape) =>
      (['snn-image-predictions', 'snn-drawing-pad'] as const).map((name) => {
        const experiment = { ...EXPERIMENTS['four lanes'], dataset: { ...duel.dataset, name: 'digits' as const } };
        const client = new PictureClient(experiment, shape);
        const view = Object.assign(document.createElement(name), { experiment, client, snapshot: snapshot(experiment, 1200) });
        void Promise.all([loadShape(client), loadImageSample(client)]).then(([data, sample]) =>
          Object.assign(view, { data, sample }),
        );
        return specimen(`${name}, ${shape.image?.channels} channels`, view);
      }),
    ),
  activations: () =>
    ACTIVATION_CATALOGUE.map((activation) => {
      const { alpha, lambda } = activation.parameters;
      const curve = Object.assign(document.createElement('snn-activation-curve'), { activation, alpha, lambda });
      curve.className = 'curve';
      return specimen(activation.label, curve);
    }),
  live: () => {
    const client = new SpiralClient(duel);
    const history = new RunHistory();
    const profile = Object.assign(document.createElement('snn-depth-profile'), { experiment: duel });
    const histograms = Object.assign(document.createElement('snn-layer-histograms'), { experiment: duel });
    const curves = Object.assign(document.createElement('snn-training-curves'), { experiment: duel, history });
    const boundary = Object.assign(document.createElement('snn-decision-boundary'), { experiment: duel, client });
    const detail = Object.assign(document.createElement('snn-layer-detail'), { experiment: duel, history });
    const cost = Object.assign(document.createElement('snn-cost-panel'), { experiment: duel });
    const phase = Object.assign(document.createElement('snn-phase-plane'), { experiment: duel });
    profile.addEventListener('layer-select', ({ detail: { lane, layer } }) => {
      Object.assign(histograms, { lane, selected: layer });
      Object.assign(detail, { lane, layer });
    });
    let step = 0;
    setInterval(() => {
      const newest = snapshot(duel, (step += 5));
      history.add(newest);
      profile.initial = history.initial;
      for (const view of [profile, histograms, phase, boundary, detail, cost]) view.snapshot = newest;
    }, 50);
    return [profile, histograms, phase, curves, boundary, detail, cost].map((view) => specimen(view.localName, view));
  },
};

/** A few layers are enough for a history. */
function shallow(experiment: CompleteExperiment): CompleteExperiment['lanes'] {
  return experiment.lanes.map((lane) => ({ ...lane, depth: Math.min(lane.depth, 4) }));
}

function specimen(name: string, view: HTMLElement): HTMLElement {
  const box = document.createElement('section');
  box.className = 'specimen';
  const title = document.createElement('h3');
  title.textContent = name;
  box.append(title, view);
  return box;
}

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = ['wide', 'narrow'] as const;

const parameters = new URLSearchParams(location.search);
const shownView = parameters.get('view');
/** All views in all four appearances would be too many charts at once. */
const standard = shownView ? 'both' : '';
const scheme = parameters.get('scheme') ?? (standard || 'light');
const width = parameters.get('width') ?? (standard || 'wide');

/** Returns a row of links, each of which sets one parameter and keeps the others. */
function choices(name: string, current: string | null, values: readonly string[]): HTMLElement {
  const row = Object.assign(document.createElement('nav'), { ariaLabel: name });
  row.append(name);
  for (const value of values) {
    const link = Object.assign(document.createElement('a'), { textContent: value });
    const target = new URLSearchParams(parameters);
    target.set(name, value);
    link.href = `?${target}`;
    if (value === current) link.ariaCurrent = 'true';
    row.append(link);
  }
  return row;
}

document.body.append(
  choices('view', shownView, Object.keys(sections)),
  choices('scheme', scheme, [...SCHEMES, 'both']),
  choices('width', width, [...WIDTHS, 'both']),
);
for (const [name, make] of Object.entries(sections)) {
  if (shownView ? name !== shownView : name === 'live') continue;
  document.body.append(Object.assign(document.createElement('h2'), { textContent: name }));
  for (const eachWidth of WIDTHS) {
    if (width !== 'both' && width !== eachWidth) continue;
    for (const eachScheme of SCHEMES) {
      if (scheme !== 'both' && scheme !== eachScheme) continue;
      const grid = document.createElement('div');
      grid.className = `specimens ${eachScheme} ${eachWidth}`;
      grid.append(...make());
      document.body.append(grid);
    }
  }
}
