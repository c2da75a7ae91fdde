import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestThrottle } from './request-throttle';

/** What was asked, in order, with the milliseconds at which it was. */
let asked: { request: number; at: number }[];
let answers: string[];
let mostAtOnce: number;

/** Throttled questions whose answers take as long as given. */
function throttleOf(milliseconds: number): RequestThrottle<number, string> {
  const started = performance.now();
  let atOnce = 0;
  return new RequestThrottle<number, string>({
    send: async (request) => {
      asked.push({ request, at: performance.now() - started });
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      atOnce--;
      if (request < 0) throw new Error('no answer');
      return `answer ${request}`;
    },
    received: (answer) => answers.push(answer),
  });
}

/** Requests 1, 2, 3 … once every 35 ms. */
async function requestOften(throttle: RequestThrottle<number, string>, count: number): Promise<void> {
  for (let request = 1; request <= count; request++) {
    throttle.request(request);
    await vi.advanceTimersByTimeAsync(35);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  asked = [];
  answers = [];
  mostAtOnce = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks one question at a time, at most three a second, and the newest one last', async () => {
  await requestOften(throttleOf(60), 30);
  await vi.advanceTimersByTimeAsync(1000);
  expect(mostAtOnce).toBe(1);
  // 30 requests in 1,050 ms; the next question follows 333 ms after the one before, with the newest request by then.
  expect(asked.map(({ at }) => at)).toEqual([0, 333, 666, 999, 1332]);
  expect(asked.map(({ request }) => request)).toEqual([1, 10, 20, 29, 30]);
  expect(answers.at(-1)).toBe('answer 30');
});

test('slow answers take at most a quarter of the time', async () => {
  await requestOften(throttleOf(500), 120);
  expect(mostAtOnce).toBe(1);
  expect(asked.map(({ at }) => at)).toEqual([0, 2000, 4000]);
});

test('asks nothing more once its newest request is answered', async () => {
  await requestOften(throttleOf(5), 1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(1);
});

test('forgets request and answer when it is stopped, and starts again with the next request', async () => {
  const throttle = throttleOf(100);
  throttle.request(1);
  throttle.request(2);
  throttle.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect([asked.length, answers.length]).toEqual([1, 0]);
  throttle.request(3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(answers).toEqual(['answer 3']);
});

test('goes on after a question that fails', async () => {
  const throttle = throttleOf(10);
  throttle.request(-1);
  throttle.request(7);
  await vi.advanceTimersByTimeAsync(1000);
  expect(answers).toEqual(['answer 7']);
});
