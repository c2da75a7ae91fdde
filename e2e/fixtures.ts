import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { inject, test as base, expect } from 'vitest';
import { chromiumLaunchOptions } from '../scripts/chromium.mjs';
import { completeExperiment } from '../src/experiment/defaults';
import type { DeepPartial, Experiment } from '../src/experiment/experiment';
import { experimentToHash } from '../src/experiment/url';
import type { Refusal, SnnPlayground } from './element';

interface VisitOptions extends BrowserContextOptions {
  /** The experiment in the URL, with its '#'. */
  hash?: string;
}

type Argument = Parameters<Page['evaluate']>[1];

/** A page that is open, and the element in it. */
class Visit {
  readonly page: Page;
  /** What went wrong so far: errors on the console, uncaught errors, requests that failed or went elsewhere. */
  readonly problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    const { origin } = new URL(inject('address'));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.problems.push(`uncaught: ${String(error)}`));
    page.on('requestfailed', (request) => this.problems.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`));
    page.on('response', (response) => {
      if (response.status() >= 400) this.problems.push(`answered ${response.status()}: ${response.url()}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && url.origin !== origin) this.problems.push(`foreign: ${request.url()}`);
    });
  }

  /** Waits for the device and the lanes. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => customElements.get('snn-playground') !== undefined);
    await this.call((playground) => playground.ready);
  }

  /** Runs `action` in the page, on its element. The function travels as text: what it uses besides comes as `argument`. */
  async call<Result, Given extends Argument>(
    action: (playground: SnnPlayground, argument: Given) => Result | Promise<Result>,
    argument?: Given,
  ): Promise<Result> {
    const element = await this.page.waitForSelector('snn-playground', { state: 'attached' });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Playwright can't know the element's class
    return (await element.evaluate(action as never, argument as never)) as Result;
  }

  /** Pauses, so that nothing but the test moves the run. */
  async paused(): Promise<this> {
    await this.ready();
    await this.call((playground) => playground.pause());
    return this;
  }

  configure(change: DeepPartial<Experiment>): Promise<void> {
    return this.call((playground, given) => playground.configure(given), change);
  }

  /** What `configure` says to a change that it refuses; null when it took it. */
  refusal(change: object): Promise<Refusal | null> {
    return this.call(async (playground, given): Promise<Refusal | null> => {
      try {
        await playground.configure(given);
        return null;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return { name: error.name, message: error.message, field: 'field' in error ? error.field : undefined };
      }
    }, change);
  }

  /** The experiment in the URL, which is written once a change has settled. */
  async hash(): Promise<string> {
    const expected = experimentToHash(completeExperiment(await this.call((playground) => playground.experiment)));
    const hash = () => new URL(this.page.url()).hash;
    await expect.poll(hash).toBe(expected);
    return hash();
  }

  step(): Promise<number> {
    return this.call(async (playground) => (await playground.snapshot()).step);
  }

  /** The step at which the run rests. Every question is a turn of the engine's event loop, in each of which a run takes steps. */
  async restsAt(): Promise<number> {
    const step = await this.step();
    for (let question = 0; question < 20; question++) expect(await this.step()).toBe(step);
    return step;
  }

  /** Resolves once the run is past `step`. */
  async passes(step: number): Promise<void> {
    await expect.poll(() => this.step(), { timeout: 20_000, interval: 100 }).toBeGreaterThan(step);
  }
}

/** Small enough that a step takes milliseconds on the software adapter. */
export const SMALL: DeepPartial<Experiment> = {
  dataset: { name: 'spirals', samples: 64, heldOut: 0.25, seed: 5 },
  training: { batchSize: 16, learningRate: 0.05, optimizer: 'sgd', seed: 3 },
  lanes: [
    { label: 'SELU', depth: 3, width: 8, activation: 'selu', initialization: 'lecun-normal' },
    { label: 'tanh', depth: 2, width: 5, activation: 'tanh', initialization: 'glorot-normal' },
  ],
};

interface Fixtures {
  /** Whether the browser has an adapter; `test.override('webgpu', false)` takes it away from a file. */
  webgpu: boolean;
  browser: Browser;
  /** Opens the page in a context of its own. At the test's end it is closed, and any problem it met fails the test. */
  visit: (options?: VisitOptions) => Promise<Visit>;
  /** One page for all tests of a file, and SMALL with its defaults filled in. */
  shared: { visit: Visit; experiment: Experiment };
  /** The page with the experiment SMALL, paused at step 0. */
  small: Visit;
}

async function open(browser: Browser, { hash = '', ...options }: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', ...options });
  context.setDefaultTimeout(20_000);
  const visit = new Visit(await context.newPage());
  await visit.page.goto(inject('address') + hash);
  return visit;
}

export const test = base.extend<Fixtures>({
  webgpu: [true, { scope: 'file' }],
  browser: [
    async ({ webgpu }, use) => {
      const browser = await chromium.launch(await chromiumLaunchOptions({ webgpu }));
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  visit: async ({ browser }, use) => {
    const visits: Visit[] = [];
    await use(async (options) => {
      const visit = await open(browser, options);
      visits.push(visit);
      return visit;
    });
    const problems = visits.flatMap((visit) => visit.problems);
    for (const { page } of visits) await page.context().close();
    expect(problems).toEqual([]);
  },
  shared: [
    async ({ browser }, use) => {
      const visit = await (await open(browser)).paused();
      await visit.configure(SMALL);
      await use({ visit, experiment: await visit.call((playground) => playground.experiment) });
      await visit.page.context().close();
    },
    { scope: 'file' },
  ],
  small: async ({ shared: { visit, experiment } }, use) => {
    // Compiling its kernels on the software adapter takes a page seconds, so tests take turns on one.
    await visit.call((playground) => playground.pause());
    await visit.configure(experiment);
    await visit.call((playground) => playground.reset());
    await use(visit);
    expect(visit.problems.splice(0)).toEqual([]);
  },
});
