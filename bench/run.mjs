/**
 * Runs the benchmark in the tests' Chromium, without a window, and writes bench/results/<adapter>.json and .md.
 *
 *   npm run bench -- [--reference | --grid] [--quick] [--only text] [--contestants playground,jax-js-webgpu] [--threads]
 *                    [--out folder]
 *
 * --reference    the three small networks only; --grid: the grid only; both by default
 * --quick        fewer and shorter measurements: to see that it works, not to be quoted
 * --only         cases whose name holds this text
 * --contestants  some of the libraries; the first is what the others are held against
 * --threads      serves the page cross-origin isolated, so that Wasm has several threads and clocks are finer
 *
 * What is not the whole run says so in its files' names. CHROMIUM=/path/to/a/chromium takes another browser.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { chromiumLaunchOptions } from '../scripts/chromium.mjs';
import { buildPage, PAGE } from './build.mjs';

const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const { values: options } = parseArgs({
  options: {
    reference: { type: 'boolean', default: false },
    grid: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    contestants: { type: 'string', default: '' },
    threads: { type: 'boolean', default: false },
    out: { type: 'string', default: fileURLToPath(new URL('results', import.meta.url)) },
  },
});

await buildPage();
const server = await preview({
  ...PAGE,
  preview: { port: 0, host: '127.0.0.1', open: false, headers: options.threads ? ISOLATED : {} },
});
const browser = await chromium.launch(await chromiumLaunchOptions());
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(message.text());
  });
  await page.goto(`${server.resolvedUrls?.local[0]}bench.html?${addressOptions()}`);
  await follow(page);
} finally {
  await browser.close();
  await server.close();
}

function addressOptions() {
  const address = new URLSearchParams({ run: '', only: options.only });
  address.set('selection', options.reference ? 'reference' : options.grid ? 'grid' : 'all');
  if (options.quick) address.set('quick', '');
  for (const name of options.contestants.split(',').filter(Boolean)) address.append('contestant', name);
  return address;
}

/** Prints the page's progress and saves what it has, so that a browser that falls over loses one case. @param {import('playwright').Page} page */
async function follow(page) {
  let said = '';
  let saved = '';
  for (;;) {
    const now = await page.evaluate(() => ({
      state: document.body.dataset.state,
      progress: document.getElementById('progress')?.textContent ?? '',
      json: document.getElementById('json')?.textContent ?? '',
      markdown: document.getElementById('markdown')?.textContent ?? '',
    }));
    if (now.progress !== said) console.log(now.progress);
    said = now.progress;
    if (now.json !== saved) save(now.json, now.markdown);
    saved = now.json;
    if (now.state === 'failed') throw new Error(now.progress);
    if (now.state === 'done') {
      console.log(now.markdown);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** @param {string} json @param {string} markdown */
function save(json, markdown) {
  const words = [
    JSON.parse(json).adapter.name,
    options.reference && 'reference',
    options.grid && 'grid',
    options.quick && 'quick',
    options.threads && 'threads',
    options.only,
    options.contestants,
  ];
  const name = words
    .filter(Boolean)
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-');
  mkdirSync(options.out, { recursive: true });
  writeFileSync(path.join(options.out, `${name}.json`), `${json}\n`);
  writeFileSync(path.join(options.out, `${name}.md`), markdown);
}
