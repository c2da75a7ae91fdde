/** The result of a run of the benchmark, as JSON. pytorch.py writes the same format. */
import type { Case } from './cases';
import type { Spread } from './statistics';

export interface AdapterResult {
  name: string;
  /** Whether the adapter computes on the CPU. */
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
  /** The browser or runtime, as it describes itself. */
  host: string;
  /**
   * Whether WebAssembly may share memory between threads, which a page's server must allow with two headers; null without a page.
   */
  crossOriginIsolated: boolean | null;
  settings: Settings;
  cases: CaseResult[];
}

export interface Settings {
  /** The number of measurements of each contestant, whose median is reported. */
  rounds: number;
  /** The intended duration of one measurement. */
  milliseconds: number;
  warmUpSteps: number;
  /** The longest warm-up. It ends even with fewer steps, because a step takes seconds on some adapters. */
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
  /** The losses of the first steps in float64; null if that would take too long. */
  expectedLosses: number[] | null;
  contestants: ContestantResult[];
}

export interface ContestantResult {
  engine: string;
  version: string;
  computesOn: 'gpu' | 'cpu';
  firstLosses: number[];
  /** Null if it was not timed, for the reason in `refused`. */
  timing: Timing | null;
  refused: string | null;
}

export interface Timing {
  /** Steps in each measurement. */
  steps: number;
  /** The time per step. */
  milliseconds: Spread;
  /** The dispatches per step; null for a library that does not use WebGPU. */
  dispatches: number | null;
  submissions: number | null;
  /** JavaScript's share of a step on WebGPU; null elsewhere. */
  javascriptMilliseconds: number | null;
  samplesPerSecond: number;
  gigaflopsPerSecond: number;
  /** T_min / T; null for a library that does not use WebGPU, because T_min describes the adapter. */
  shareOfLimit: number | null;
}
