/** The page's public interface as an outside program sees it, which the end-to-end tests use. */
import type { DeepPartial, Experiment } from '../src/experiment/experiment';
import type { Snapshot, Tensors } from '../src/experiment/snapshot';

export interface SnnPlayground extends HTMLElement {
  readonly ready: Promise<void>;
  readonly experiment: Experiment;
  configure(change: DeepPartial<Experiment>): Promise<void>;
  play(): void;
  pause(): Promise<void>;
  step(count: number): Promise<Snapshot>;
  reset(options?: { newSeed?: boolean }): Promise<void>;
  snapshot(): Promise<Snapshot>;
  weights(lane: number): Promise<Tensors>;
  setWeights(lane: number, tensors: Tensors): Promise<void>;
  setData(data: {
    inputs: Float32Array;
    labels: Uint32Array;
    features: number;
    classes: number;
    heldOut?: number;
    classNames?: string[];
    featureNames?: string[];
    image?: { width: number; height: number; channels: number; maximum?: number };
  }): Promise<void>;
  predict(lane: number, inputs: Float32Array): Promise<Float32Array>;
}

/** The part of an error that is sent from the page to the test. */
export interface Refusal {
  name: string;
  message: string;
  field: unknown;
}
