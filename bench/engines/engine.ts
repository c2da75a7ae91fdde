/** What the harness asks of every library. */
import type { Problem } from '../problem';

export interface Engine {
  name: string;
  version: string;
  /** WebGPU, or WebAssembly and JavaScript on the processor. */
  computesOn: 'gpu' | 'processor';
  /** Puts weights and data in place, and compiles. */
  prepare(problem: Problem): Promise<Contestant>;
  /** How fast it multiplies two [size, size] matrices; only for libraries on the GPU. */
  multiplier?: (size: number) => Promise<Multiplier>;
  /** Gives back what all cases share. */
  close(): void;
}

export interface Contestant {
  /** Takes `count` steps; the one thing read is the last step's loss, which is that before its update. */
  run(count: number): Promise<number>;
  /** Queues `count` steps without waiting for them, so that what passes meanwhile is JavaScript alone. */
  queue(count: number): void;
  dispose(): void;
}

export interface Multiplier {
  /** Products in one round. */
  products: number;
  /** Does `rounds` rounds and waits for the last. */
  run(rounds: number): Promise<unknown>;
  dispose(): void;
}
