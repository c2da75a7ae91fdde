/**
 * Downloads Playwright's headless shell if the tests need it (scripts/browser/choice.mjs) and it is missing. npm runs this script before
 * the tests.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { browserOfThisMachine } from './chromium.mjs';

if (browserOfThisMachine().kind === 'playwright') {
  const command = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  const { status } = spawnSync(process.execPath, [command, 'install', 'chromium', '--only-shell'], { stdio: 'inherit' });
  if (status !== 0) {
    console.error(
      'The tests need a Chromium, and Playwright could not download one. Install Chrome or Edge, or set the path of a Chromium: CHROMIUM=/path npm test',
    );
    process.exitCode = 1;
  }
}
