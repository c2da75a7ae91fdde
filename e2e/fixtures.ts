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

/** An open page and its element. */
class Visit {
  readonly page: Page;
  /** All problems so far: console errors, uncaught errors, and requests that failed or went to another server. */
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

  /** Waits until the device and the lanes are ready. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => customElements.get('snn-playground') !== undefined);
    await this.call((playground) => playground.ready);
  }

  /** Runs `action` in the page with its element. The function is sent as text, so other values must be passed as `argument`. */
  async call<Result, Given extends Argument>(
    action: (playground: SnnPlayground, argument: Given) => Result | Promise<Result>,
    argument?: Given,
  ): Promise<Result> {
    const element = await this.page.waitForSelector('snn-playground', { state: 'attached' });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Playwright does not know the element's class
    return (await element.evaluate(action as never, argument as never)) as Result;
  }

  /** Pauses the run, so that only the test advances it. */
  async paused(): Promise<this> {
    await this.ready();
    await this.call((playground) => playground.pause());
    return this;
  }

  configure(change: DeepPartial<Experiment>): Promise<void> {
    return this.call((playground, given) => playground.configure(given), change);
  }

  /** Returns the error with which `configure` rejects a change; null if it accepts it. */
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

  /** Returns the hash of the URL, which is written shortly after a change. */
  async hash(): Promise<string> {
    const expected = experimentToHash(completeExperiment(await this.call((playground) => playground.experiment)));
    const hash = () => new URL(this.page.url()).hash;
    await expect.poll(hash).toBe(expected);
    return hash();
  }

  step(): Promise<number> {
    return this.call(async (playground) => (await playground.snapshot()).step);
  }

  /** Returns the step at which the run has stopped. Each query takes a turn of the engine's event loop, in which a run would train. */
  async restsAt(): Promise<number> {
    const step = await this.step();
    for (let question = 0; question < 20; question++) expect(await this.step()).toBe(step);
    return step;
  }

  /** Resolves when the run has passed `step`. */
  async passes(step: number): Promise<void> {
    await expect.poll(() => this.step(), { timeout: 20_000, interval: 100 }).toBeGreaterThan(step);
  }
}

/** An experiment whose steps take milliseconds on the software adapter. */
export const SMALL: DeepPartial<Experiment> = {
  dataset: { name: 'spirals', samples: 64, heldOut: 0.25, seed: 5 },
  training: { batchSize: 16, learningRate: 0.05, optimizer: 'sgd', seed: 3 },
  lanes: [
    { label: 'SELU', depth: 3, width: 8, activation: 'selu', initialization: 'lecun-normal' },
    { label: 'tanh', depth: 2, width: 5, activation: 'tanh', initialization: 'glorot-normal' },
  ],
};

interface Fixtures {
  /** One browser for all files. */
  browser: Browser;
  /** Opens the page in a new context. It is closed after the test, and every problem fails the test. */
  visit: (options?: VisitOptions) => Promise<Visit>;
  /** One page for all files, and SMALL with its defaults filled in. */
  shared: { visit: Visit; experiment: Experiment };
  /** The page with the experiment SMALL, paused at step 0. */
  small: Visit;
}

/** Opens the page in a new context. */
export async function open(browser: Browser, { hash = '', ...options }: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', ...options });
  context.setDefaultTimeout(20_000);
  const visit = new Visit(await context.newPage());
  await visit.page.goto(inject('address') + hash);
  return visit;
}

export const test = base.extend<Fixtures>({
  browser: [
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the needed fixtures from the pattern
    async ({}, use) => {
      const browser = await chromium.launch(await chromiumLaunchOptions());
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
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
      const visit = await (await open(browser, { hash: experimentToHash(completeExperiment(SMALL)) })).paused();
      await use({ visit, experiment: await visit.call((playground) => playground.experiment) });
      await visit.page.context().close();
    },
    { scope: 'worker' },
  ],
  small: async ({ shared: { visit, experiment } }, use) => {
    await visit.call((playground) => playground.pause());
    // Restores the speed, and removes the focus, which would receive the keys.
    const speed = visit.page.getByRole('button', { name: 'Frame', exact: true });
    await speed.click();
    await speed.blur();
    await visit.configure(experiment);
    await visit.call((playground) => playground.reset());
    // The problems of a test that failed are not this test's.
    visit.problems.length = 0;
    await use(visit);
    expect(visit.problems).toEqual([]);
  },
});
