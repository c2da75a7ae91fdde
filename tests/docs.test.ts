import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json';

/** Documents about the current code; CHANGELOG.md also names files of the past. */
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CREDITS.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

/** Files that a reader creates by following CONTRIBUTING.md. */
const EXAMPLES = /softsign|checkerboard|step-counter|NAME|FAMILY|<|\*/;

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  test('mentions only files and folders that exist', () => {
    const paths = [...text.matchAll(/\b(?:src|shaders|tests|scripts|bench|docs|e2e)\/[\w./<>*-]*[\w/>*]/g)]
      .map(([path]) => path)
      .filter((path) => !EXAMPLES.test(path));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('mentions only npm scripts that exist', () => {
    const scripts = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(scripts.filter((name) => !Object.hasOwn(packageJson.scripts, name))).toEqual([]);
  });

  test('links only to files that exist', () => {
    const folder = document.includes('/') ? 'docs/' : '';
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => folder + target);
    expect(links.filter((target) => !existsSync(target))).toEqual([]);
  });
});
