/** Formats a result as Markdown. */
import type { BenchmarkResult, CaseResult, ContestantResult } from './result';

const HEADINGS = [
  'library',
  'ms per step (min–max)',
  '× the first',
  'dispatches',
  'submissions',
  'samples/s',
  'GFLOP/s',
  'T_min / T',
  'JavaScript, ms per step',
];

/** Returns one row of a case's table. */
export function rowOf(result: ContestantResult, { contestants }: CaseResult): string[] {
  const { engine, timing, refused } = result;
  if (!timing) return [engine, `not timed: ${refused ?? 'unknown'}`, ...HEADINGS.slice(2).map(() => '')];
  const own = contestants[0].timing?.milliseconds.median;
  const { median, minimum, maximum } = timing.milliseconds;
  return [
    engine,
    `${short(median)} (${short(minimum)}–${short(maximum)})`,
    own === undefined ? '' : short(median / own),
    optional(timing.dispatches),
    optional(timing.submissions),
    short(timing.samplesPerSecond),
    short(timing.gigaflopsPerSecond),
    timing.shareOfLimit === null ? '–' : `${short(100 * timing.shareOfLimit)} %`,
    optional(timing.javascriptMilliseconds),
  ];
}

export const COLUMNS: readonly string[] = HEADINGS;

/** Returns the lines above the tables: the machine, the settings and the conditions. */
export function summaryOf(result: BenchmarkResult): string[] {
  const { made, host, adapter, settings, multiplications, crossOriginIsolated, cases } = result;
  const has = (library: string) => cases.some(({ contestants }) => contestants.some(({ engine }) => engine.includes(library)));
  return [
    `Measured ${made} in ${host}; median of ${settings.rounds}, interleaved.`,
    `Adapter: ${adapter.name}${adapter.software ? ', which computes on the CPU: only ratios are meaningful' : ''}. ` +
      `Triad ${short(adapter.bytesPerSecond / 1e9)} GB/s, ${short(adapter.secondsPerDispatch * 1e6)} µs per dispatch.`,
    multiplications
      .map(({ engine, size, flopsPerSecond }) => `${engine} multiplies ${size}² at ${short(flopsPerSecond / 1e9)} GFLOP/s`)
      .join('; ') + (multiplications.length > 0 ? '.' : ''),
    'Every library trains on one resident batch; the Playground gathers a batch from its dataset at each step.',
    has('Wasm') &&
      `The page is ${crossOriginIsolated ? '' : 'not '}cross-origin isolated, so Wasm has ${crossOriginIsolated ? 'several threads' : 'one thread'}.`,
    has('TensorFlow.js') && 'TensorFlow.js draws its dropout noise on the CPU.',
  ].flatMap((line) => (line ? [line] : []));
}

export function markdown(result: BenchmarkResult): string {
  return [
    `# ${result.adapter.name}`,
    ...summaryOf(result),
    ...result.cases.map((each) =>
      [
        `## ${each.name}`,
        '',
        `${short(each.flops / 1e6)} MFLOP per step; T_min ${short(each.leastMilliseconds)} ms.`,
        '',
        row(HEADINGS),
        row(HEADINGS.map((_, i) => (i === 0 ? '---' : '---:'))),
        ...each.contestants.map((contestant) => row(rowOf(contestant, each))),
      ].join('\n'),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const optional = (value: number | null) => (value === null ? '–' : short(value));

/** Returns the number with three significant digits, or as a whole number from 1000 on. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
