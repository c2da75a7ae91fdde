/** What a run of the benchmark leaves behind, as JSON. pytorch.py writes the same form. */
import type { Case } from './cases';
import type { Spread } from './statistics';

export interface AdapterResult {
  name: string;
  /** It computes on the processor. */
  software: boolean;
  bytesPerSecond: number;
  secondsPerDispatch: number;
}

/** The adapter, and how fast each library multiplies on it. */
export interface MachineResult {
  adapter: AdapterResult;
  multiplications: Multiplication[];
}

export interface BenchmarkResult extends MachineResult {
  /** ISO 8601. */
  made: string;
  /** The browser's or the runtime's own words. */
  host: string;
  /**
   * Whether WebAssembly may share memory between threads, which a page may only with two special headers; null without a page.
   */
  crossOriginIsolated: boolean | null;
  settings: Settings;
  cases: CaseResult[];
}

export interface Settings {
  /** Measurements of each contestant; their median counts. */
  rounds: number;
  /** What one measurement should take. */
  milliseconds: number;
  warmUpSteps: number;
  /** Warm-up ends after this, even with fewer steps: a step takes seconds on some adapters. */
  warmUpMilliseconds: number;
  /** A contestant whose step takes longer is not timed. */
  slowestStep: number;
}

/** [size, size] · [size, size] */
export interface Multiplication {
  engine: string;
  size: number;
  flopsPerSecond: number;
}

export interface CaseResult {
  name: string;
  case: Case;
  flops: number;
  bytes: number;
  /** T_min of limit.ts. */
  leastMilliseconds: number;
  /** Of the first steps, in float64; null where that would take too long. */
  expectedLosses: number[] | null;
  contestants: ContestantResult[];
}

export interface ContestantResult {
  engine: string;
  version: string;
  computesOn: 'gpu' | 'processor';
  firstLosses: number[];
  /** Null where it was not timed; `refused` says why. */
  timing: Timing | null;
  refused: string | null;
}

export interface Timing {
  /** Steps in each measurement. */
  steps: number;
  /** A step's. */
  milliseconds: Spread;
  /** Null where nothing runs on WebGPU. */
  dispatches: number | null;
  submissions: number | null;
  /** JavaScript's share of a step on WebGPU; null elsewhere. */
  javascriptMilliseconds: number | null;
  samplesPerSecond: number;
  gigaflopsPerSecond: number;
  /** T_min / T; null off WebGPU, as T_min is the adapter's. */
  shareOfLimit: number | null;
}
