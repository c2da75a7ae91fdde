import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from './scripts/chromium.mjs';

/** Test files that run at a time: two use both cores of a small machine; Vitest alone would leave one of them idle. */
const WORKERS = 2;
/** Milliseconds until a test is given up: only for tests that hang, so that no slow or busy machine fails one. */
const PATIENCE = 120_000;

/** About half of the time that all tests in a browser take. */
const TRAINING_TESTS = ['src/engine/training/!(replay).gpu.test.ts'];
/** Tests that run only in a copy of the project. */
const FIXTURES = ['tests/extending/**'];
const browserTests = ['{src,tests}/**/*.gpu.test.ts', '{src,tests}/**/*.page.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/reporters/slowest.ts', './tests/reporters/totals.ts'],
    projects: [
      {
        // Pure code, in Node.
        test: {
          name: 'unit',
          environment: 'node',
          pool: 'forks',
          maxWorkers: WORKERS,
          testTimeout: PATIENCE,
          include: ['{src,tests}/**/*.test.ts'],
          exclude: [...browserTests, ...FIXTURES],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Kernels, training and components, in a real browser with WebGPU.
        // Found by the first test that imports them, these would make the page load again and the test fail.
        optimizeDeps: {
          include: ['lit', 'lit/decorators.js', 'lit/directives/repeat.js', 'chart.js', 'axe-core', 'nanotar', 'papaparse'],
        },
        test: {
          name: 'browser',
          exclude: FIXTURES,
          setupFiles: ['./tests/setup/browser.ts', './tests/setup/font.ts'],
          testTimeout: PATIENCE,
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1400, height: 900 },
            provider: playwright({
              launchOptions: await chromiumLaunchOptions(),
              contextOptions: { reducedMotion: 'reduce', colorScheme: 'light', deviceScaleFactor: 1 },
            }),
            // A Chromium computes in a single GPU process, so that two of them, each with half of the work, use both cores.
            instances: [
              { browser: 'chromium', name: 'training', include: TRAINING_TESTS, maxWorkers: 1 },
              {
                browser: 'chromium',
                name: 'kernels and page',
                include: browserTests,
                exclude: [...FIXTURES, ...TRAINING_TESTS],
                maxWorkers: 1,
              },
            ],
          },
        },
      },
      {
        // The built page, from outside.
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['./e2e/serve.ts'],
          maxWorkers: 1,
          // All files share one browser and one page, which compiles its kernels for seconds on the software adapter.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          sequence: { groupOrder: 2 },
        },
      },
      {
        // A copy of the project to which one thing of each kind is added, tested in processes of its own.
        test: {
          name: 'extending',
          environment: 'node',
          include: ['tests/extending/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
