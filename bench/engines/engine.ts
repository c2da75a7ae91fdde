/** The interface between the benchmark and a library. */
import type { Problem } from '../problem';

export interface Engine {
  name: string;
  version: string;
  /** WebGPU, or WebAssembly and JavaScript on the CPU. */
  computesOn: 'gpu' | 'cpu';
  /** Uploads weights and data, and compiles. */
  prepare(problem: Problem): Promise<Contestant>;
  /** Returns a multiplication of two [size, size] matrices to be timed; only for libraries on the GPU. */
  multiplier?: (size: number) => Promise<Multiplier>;
  /** Frees the resources that all cases share. */
  close(): void;
}

export interface Contestant {
  /** Takes `count` steps. Reads and returns only the last step's loss before its update. */
  run(count: number): Promise<number>;
  /** Queues `count` steps without waiting for them, so that the elapsed time is that of JavaScript only. */
  queue(count: number): void;
  dispose(): void;
}

export interface Multiplier {
  /** The number of products per round. */
  products: number;
  /** Computes `rounds` rounds and waits for the last. */
  run(rounds: number): Promise<unknown>;
  dispose(): void;
}
