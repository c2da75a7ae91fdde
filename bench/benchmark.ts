/** Runs the whole benchmark: measures the adapter, then each case. */
import { chooseCases, type CaseOptions } from './cases';
import type { Engine } from './engines/engine';
import { multiplicationRate } from './machine/multiplication';
import { probeAdapter } from './machine/probes';
import { Measurer } from './measure';
import type { BenchmarkResult, MachineResult, Multiplication, Settings } from './result';

const SETTINGS: Settings = {
  rounds: 7,
  milliseconds: 500,
  warmUpSteps: 20,
  warmUpMilliseconds: 5000,
  slowestStep: 20_000,
};
const QUICK_SETTINGS: Settings = { rounds: 3, milliseconds: 100, warmUpSteps: 20, warmUpMilliseconds: 200, slowestStep: 5000 };

/** The size of the matrices: large enough to fill a GPU; on the CPU small enough for about a second. */
const SIZES = { gpu: [2048, 4096], software: [512] };

export interface BenchmarkOptions extends Omit<CaseOptions, 'software'> {
  /** The browser's by default. */
  gpu?: GPU;
  host: string;
  /** The measured adapter; by default it is measured first. */
  machine?: MachineResult;
  /** Measurements of each contestant; by default as many as the settings say. */
  rounds?: number;
  /** Restricts the run to the cases of one shape, by its index; all shapes by default. */
  shape?: number;
  /** Opens the contestants. */
  engines: () => Promise<Engine[]>;
  progress: (line: string) => void;
  /** Called after each case with the results so far and the total number of shapes. */
  partial: (result: BenchmarkResult, shapes: number) => void;
}

export async function benchmark(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { host, progress, partial } = options;
  const usual = options.quick ? QUICK_SETTINGS : SETTINGS;
  const settings = { ...usual, rounds: options.rounds ?? usual.rounds };
  const engines = await options.engines();
  const { adapter, multiplications } = options.machine ?? (await measureMachine(options, engines, settings));
  const machine = { ...adapter, flopsPerSecond: Math.max(...multiplications.map(({ flopsPerSecond }) => flopsPerSecond)) };
  const result: BenchmarkResult = {
    made: new Date().toISOString(),
    host,
    crossOriginIsolated: 'crossOriginIsolated' in globalThis ? globalThis.crossOriginIsolated : null,
    settings,
    adapter,
    multiplications,
    cases: [],
  };
  const shapes = chooseCases({ ...options, software: adapter.software });
  const measurer = new Measurer(engines, machine, settings, progress);
  for (const each of options.shape === undefined ? shapes.flat() : (shapes[options.shape] ?? [])) {
    result.cases.push(await measurer.measure(each));
    partial(result, shapes.length);
  }
  for (const engine of engines) engine.close();
  progress('done');
  return result;
}

async function measureMachine(
  { gpu, progress }: BenchmarkOptions,
  engines: readonly Engine[],
  { milliseconds }: Settings,
): Promise<MachineResult> {
  progress('measuring the adapter');
  const adapter = await probeAdapter(gpu);
  const multiplications: Multiplication[] = [];
  for (const size of adapter.software ? SIZES.software : SIZES.gpu) {
    for (const { name, multiplier } of engines) {
      if (!multiplier) continue;
      progress(`${name} multiplies matrices of ${size}²`);
      multiplications.push({ engine: name, size, flopsPerSecond: await multiplicationRate(multiplier, size, milliseconds) });
    }
  }
  return { adapter, multiplications };
}
