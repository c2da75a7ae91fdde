/**
 * Takes screenshots of the built page while it trains: wide and narrow, light and dark, the visible part and the whole page.
 *
 *   npm run build && node scripts/screenshots.mjs <folder> [--hash '#…'] [--seconds 8] [--only wide-light] [--viewport]
 *
 * Writes <folder>/{wide,narrow}-{light,dark}.png, and the whole pages with the suffix -full. `--only` takes only screenshots whose name
 * begins with its value; `--viewport` omits the whole pages.
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { chromiumLaunchOptions } from './chromium.mjs';

const SCREENS = {
  wide: { viewport: { width: 1400, height: 900 } },
  narrow: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hash: { type: 'string', default: '' },
    seconds: { type: 'string', default: '8' },
    only: { type: 'string', default: '' },
    viewport: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (!folder) throw new Error('Usage: node scripts/screenshots.mjs <folder>');
if (!existsSync('dist/index.html')) throw new Error('dist/ contains no built page. Run npm run build first.');
mkdirSync(folder, { recursive: true });

const server = await preview({ preview: { port: 0, host: '127.0.0.1', open: false }, logLevel: 'warn' });
const browser = await chromium.launch(await chromiumLaunchOptions());
try {
  const address = server.resolvedUrls?.local[0];
  for (const [screen, context] of Object.entries(SCREENS)) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const name = `${screen}-${colorScheme}`;
      if (name.startsWith(options.only)) await photograph(name, `${address}${options.hash}`, { ...context, colorScheme });
    }
  }
} finally {
  await browser.close();
  await server.close();
}

/** @param {string} name @param {string} url @param {import('playwright').BrowserContextOptions} context */
async function photograph(name, url, context) {
  const page = await browser.newPage(context);
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.error(`${name}: ${String(error)}`));
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('snn-playground') !== undefined);
  // Pages without an adapter or with a broken hash are photographed too.
  await page
    .locator('snn-playground')
    .evaluate((element) => Reflect.get(element, 'ready'))
    .catch((/** @type {unknown} */ error) => console.error(`${name}: ${String(error)}`));
  await page.waitForTimeout(1000 * Number(options.seconds));
  const save = async (/** @type {string} */ file, /** @type {boolean} */ fullPage) => {
    await page.screenshot({ path: path.join(folder, file), fullPage });
    console.log(path.join(folder, file));
  };
  await save(`${name}.png`, false);
  if (!options.viewport) await save(`${name}-full.png`, true);
  await page.close();
}
