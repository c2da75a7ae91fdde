/**
 * Runs the benchmark in the tests' Chromium, without a window, and writes bench/results/<adapter>.json and .md.
 *
 *   npm run bench -- [--reference | --grid] [--quick] [--only text] [--contestants playground,jax-js-webgpu] [--threads]
 *                    [--against folder] [--rounds n] [--out folder]
 *
 * --reference    the three small networks only; --grid: the grid only; both by default
 * --quick        fewer and shorter measurements, which only show that everything works
 * --only         only the cases whose name contains this text
 * --contestants  some of the libraries (engines/contestants.ts), in that file's order; the others are compared with the first
 * --against      another checkout of this project, with its packages installed; its engine and this one's take turns
 * --rounds       measurements of each library, 7 by default; to measure a difference of a few per cent, use about 30
 * --threads      serves the page cross-origin isolated, so that Wasm has several threads and clocks are finer
 *
 * The file names of a partial run say which part it is. CHROMIUM=/path/to/a/chromium selects another browser. Each shape gets its
 * own browser, so that it is not affected by what another shape leaves behind or breaks.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { preview, runnerImport } from 'vite';
import { chromiumLaunchOptions } from '../scripts/chromium.mjs';
import { buildPage, PAGE } from './build.mjs';

/** @typedef {import('./result').BenchmarkResult} BenchmarkResult */

const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
/** The most attempts for one shape, each with a new browser after a failure. */
const ATTEMPTS = 2;

const { values: options } = parseArgs({
  options: {
    reference: { type: 'boolean', default: false },
    grid: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    contestants: { type: 'string', default: '' },
    against: { type: 'string' },
    rounds: { type: 'string' },
    threads: { type: 'boolean', default: false },
    out: { type: 'string', default: fileURLToPath(new URL('results', import.meta.url)) },
  },
});

const contestants = options.contestants || (options.against === undefined ? '' : 'playground,other-version');

await buildPage(options.against);
/** @type {{ module: typeof import('./report') }} */
const { module: report } = await runnerImport(fileURLToPath(new URL('report.ts', import.meta.url)), { configFile: false });
const server = await preview({
  ...PAGE,
  preview: { port: 0, host: '127.0.0.1', open: false, headers: options.threads ? ISOLATED : {} },
});
const launchOptions = await chromiumLaunchOptions();

/** @type {BenchmarkResult | undefined} */
let result;
try {
  for (let shape = 0, shapes = 1; shape < shapes; shape++) {
    const measured = await measure(shape);
    shapes = measured.shapes;
    result = result ? { ...result, cases: [...result.cases, ...measured.result.cases] } : measured.result;
    save(result);
  }
} finally {
  await server.close();
}
if (result) console.log(report.markdown(result));

/** @param {number} shape */
async function measure(shape) {
  for (let attempt = 1; ; attempt++) {
    const browser = await chromium.launch(launchOptions);
    try {
      const page = await browser.newPage();
      page.on('pageerror', (error) => console.error(String(error)));
      await page.goto(`${server.resolvedUrls?.local[0]}bench.html?${address(shape)}`);
      const measured = await follow(page);
      if (attempt === ATTEMPTS || !measured.result.cases.some(fellOver)) return measured;
      console.error('The browser lost its GPU. Trying again.');
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      console.error(`${String(error)}. Trying again.`);
    } finally {
      await browser.close();
    }
  }
}

/** Returns whether no WebGPU library could be timed, which means that the GPU is lost. @param {BenchmarkResult['cases'][number]} each */
function fellOver({ contestants }) {
  const onGpu = contestants.filter(({ computesOn }) => computesOn === 'gpu');
  return onGpu.length > 0 && onGpu.every(({ refused }) => refused !== null);
}

/** @param {number} shape */
function address(shape) {
  const parameters = new URLSearchParams({ run: '', shape: String(shape), only: options.only });
  parameters.set('selection', options.reference ? 'reference' : options.grid ? 'grid' : 'all');
  if (options.quick) parameters.set('quick', '');
  if (options.rounds !== undefined) parameters.set('rounds', options.rounds);
  for (const name of contestants.split(',').filter(Boolean)) parameters.append('contestant', name);
  if (result) {
    const { adapter, multiplications } = result;
    parameters.set('machine', JSON.stringify({ adapter, multiplications }));
  }
  return parameters;
}

/** Prints the page's progress until it is done. @param {import('playwright').Page} page */
async function follow(page) {
  for (let said = ''; ;) {
    const { state, shapes, progress, json } = await page.evaluate(() => ({
      state: document.body.dataset.state,
      shapes: Number(document.body.dataset.shapes),
      progress: document.getElementById('progress')?.textContent ?? '',
      json: document.getElementById('json')?.textContent ?? '',
    }));
    if (progress !== said) console.log(progress);
    said = progress;
    if (state === 'failed') throw new Error(progress);
    if (state === 'done') {
      if (!json) throw new RangeError('no case has a name that contains this text');
      /** @type {BenchmarkResult} */
      const measured = JSON.parse(json);
      return { shapes, result: measured };
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** @param {BenchmarkResult} measured */
function save(measured) {
  const words = [
    measured.adapter.name,
    options.reference && 'reference',
    options.grid && 'grid',
    options.quick && 'quick',
    options.threads && 'threads',
    options.only,
    contestants,
  ];
  const name = words
    .filter(Boolean)
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-');
  mkdirSync(options.out, { recursive: true });
  writeFileSync(path.join(options.out, `${name}.json`), `${JSON.stringify(measured, null, 2)}\n`);
  writeFileSync(path.join(options.out, `${name}.md`), report.markdown(measured));
}
