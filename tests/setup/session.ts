/** A session on a small experiment, with everything that its listener receives. */
import { validateExperiment } from '../../src/experiment/validate';
import type { CompleteExperiment, DeepPartial, Experiment } from '../../src/experiment/experiment';
import type { Snapshot } from '../../src/experiment/snapshot';
import type { Device } from '../../src/engine/gpu/device';
import { Session } from '../../src/engine/training/session';

export const SMALL = validateExperiment({
  dataset: { name: 'moons', samples: 200 },
  training: { batchSize: 16 },
  lanes: [
    { activation: 'selu', depth: 2, width: 6, dropout: { kind: 'alpha', rate: 0.1 } },
    { activation: 'relu', depth: 2, width: 6 },
  ],
});

interface Harness {
  session: Session;
  snapshots: Snapshot[];
  states: boolean[];
  errors: unknown[];
}

/** Opens a session at step 0. */
export async function openSession(device: Device, experiment: CompleteExperiment = SMALL): Promise<Harness> {
  const harness = { snapshots: [] as Snapshot[], states: [] as boolean[], errors: [] as unknown[] };
  const session = new Session(device, experiment, '', {
    snapshot: (snapshot) => harness.snapshots.push(snapshot),
    statechange: (running) => harness.states.push(running),
    error: (error) => harness.errors.push(error),
  });
  await session.open();
  return { session, ...harness };
}

/** Returns SMALL with a change merged in. */
export const changed = (change: DeepPartial<Experiment>) => validateExperiment(change, SMALL);

export const losses = (snapshot: Snapshot) => snapshot.lanes.map(({ loss }) => loss);
