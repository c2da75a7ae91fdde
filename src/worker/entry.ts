/** The worker's side of the protocol: passes each request to a session, and the session's events to the page. */
import { requestDevice } from '../engine/gpu/device';
import { Session } from '../engine/training/session';
import type { FromWorker, Request, RequestName, Requests } from './protocol';
import { dataRows } from './rows';
import { serializeError } from './serialize-error';
import { settleTiles } from './settle-tiles';

type Handlers = { [N in RequestName]: (take: Requests[N]['take']) => Promise<Requests[N]['give']> };

let opened: Session | undefined;

const send = (message: FromWorker) => postMessage(message);

function session(): Session {
  if (!opened) throw new Error("The first request must be 'open'.");
  return opened;
}

const handlers: Handlers = {
  async open({ experiment, dataBase, keptTiles }) {
    const device = await requestDevice();
    const measured = await settleTiles(device, keptTiles);
    opened = new Session(device, experiment, dataBase, {
      snapshot: (snapshot) => send({ event: 'snapshot', snapshot }),
      statechange: (running) => send({ event: 'statechange', running }),
      error: (error) => send({ event: 'error', error: serializeError(error) }),
    });
    await opened.open();
    return { device: { ...device.adapter, timestamps: device.timestamps }, keptTiles: measured };
  },
  apply: async ({ change }) => (await session().apply(change), {}),
  play: async () => (session().play(), {}),
  pause: async () => (await session().pause(), {}),
  step: async ({ count }) => ({ snapshot: await session().step(count) }),
  reset: async ({ seed }) => (await session().reset(seed), {}),
  snapshot: async () => ({ snapshot: await session().snapshot() }),
  weights: async ({ lane }) => ({ tensors: await session().weights(lane) }),
  setWeights: async ({ lane, tensors }) => (await session().setWeights(lane, tensors), {}),
  setData: async ({ experiment, data }) => (await session().setData(experiment, data), {}),
  provide: async ({ set, whole }) => (session().provide(set, whole), {}),
  predict: async ({ lane, inputs }) => ({ probabilities: await session().predict(lane, inputs) }),
  rows: async ({ first, count }) => ({ rows: dataRows(await session().dataset(), first, count) }),
  speed: async ({ speed }) => (session().setSpeed(speed), {}),
};

async function answer<N extends RequestName>(id: number, name: N, take: Requests[N]['take']): Promise<void> {
  try {
    send({ id, ok: true, value: await handlers[name](take) });
  } catch (error) {
    send({ id, ok: false, error: serializeError(error) });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  const { id, name, ...take } = data;
  void answer(id, name, take);
});
