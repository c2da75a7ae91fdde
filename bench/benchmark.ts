/** A whole run: what the adapter can do, then case by case. */
import { chooseCases, type CaseOptions } from './cases';
import type { Engine } from './engines/engine';
import { probeAdapter } from './machine/probes';
import { multiplicationRate } from './machine/multiplication';
import { Measurer } from './measure';
import type { BenchmarkResult, Multiplication, Settings } from './result';

const SETTINGS: Settings = {
  rounds: 7,
  milliseconds: 500,
  warmUpSteps: 20,
  warmUpMilliseconds: 5000,
  slowestStep: 20_000,
};
const QUICK_SETTINGS: Settings = { rounds: 3, milliseconds: 100, warmUpSteps: 20, warmUpMilliseconds: 200, slowestStep: 5000 };

/** Large enough to fill a GPU; on a processor, what is done in a second. */
const SIZES = { gpu: [2048, 4096], software: [512] };

export interface BenchmarkOptions extends Omit<CaseOptions, 'software'> {
  gpu?: GPU;
  host: string;
  /** Opens the contestants. */
  engines: () => Promise<Engine[]>;
  progress: (line: string) => void;
  /** Called with all there is so far, after each case. */
  partial: (result: BenchmarkResult) => void;
}

export async function benchmark(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { gpu, host, progress, partial } = options;
  const settings = options.quick ? QUICK_SETTINGS : SETTINGS;
  progress('measuring the adapter');
  const adapter = await probeAdapter(gpu);
  const engines = await options.engines();
  const multiplications: Multiplication[] = [];
  for (const size of adapter.software ? SIZES.software : SIZES.gpu) {
    for (const engine of engines) {
      if (!engine.multiplier) continue;
      progress(`${engine.name} multiplies matrices of ${size}²`);
      const flopsPerSecond = await multiplicationRate(engine.multiplier, size, settings.milliseconds);
      multiplications.push({ engine: engine.name, size, flopsPerSecond });
    }
  }
  const machine = { ...adapter, flopsPerSecond: Math.max(...multiplications.map(({ flopsPerSecond }) => flopsPerSecond)) };
  const result: BenchmarkResult = {
    made: new Date().toISOString(),
    host,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    settings,
    adapter,
    multiplications,
    cases: [],
  };
  const measurer = new Measurer(engines, machine, settings, progress);
  for (const each of chooseCases({ ...options, software: adapter.software })) {
    result.cases.push(await measurer.measure(each));
    partial(result);
  }
  for (const engine of engines) engine.close();
  progress('done');
  return result;
}
