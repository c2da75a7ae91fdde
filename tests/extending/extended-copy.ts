/** A copy of the project with files added and lines inserted, as a contributor would: for tests that nothing else has to change. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const COPIED = [
  'src',
  'shaders',
  'scripts',
  'tests',
  'index.html',
  'package.json',
  'tsconfig.json',
  'tsconfig.engine.json',
  'vitest.config.ts',
];

export interface Extension {
  /** New files by path, with their text. */
  added: Readonly<Record<string, string>>;
  /** By the path of a file: lines that occur once in it, each with the line that replaces it. */
  edited: Readonly<Record<string, readonly (readonly [line: string, replacement: string])[]>>;
}

export interface ExtendedCopy {
  /** Runs one of the project's tools there and returns its output; rejects where it fails. */
  run(tool: 'tsc' | 'vitest' | 'check', ...args: string[]): Promise<string>;
  remove(): void;
}

/** Throws an Error where a line to edit is missing or occurs twice. */
export function extendedCopy({ added, edited }: Extension): ExtendedCopy {
  const root = mkdtempSync(path.join(tmpdir(), 'extended-'));
  for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  rmSync(path.join(root, 'tests/extending'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'dir');
  for (const [file, text] of Object.entries(added)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  for (const [file, lines] of Object.entries(edited)) {
    let text = readFileSync(path.join(root, file), 'utf8');
    for (const [line, replacement] of lines) {
      if (text.split(`${line}\n`).length !== 2) throw new Error(`${file} should hold this line once: ${line}`);
      text = text.replace(`${line}\n`, () => `${replacement}\n`);
    }
    writeFileSync(path.join(root, file), text);
  }
  const scripts = {
    tsc: path.join(ROOT, 'node_modules/typescript/bin/tsc'),
    vitest: path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
    check: path.join(root, 'scripts/check-architecture.mjs'),
  };
  return {
    run(tool, ...args) {
      // The copy's Vitest must not take itself for a worker of this one.
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
      const options = { cwd: root, env, maxBuffer: 1 << 26 };
      return new Promise((resolve, reject) => {
        execFile(process.execPath, [scripts[tool], ...args], options, (cause, stdout, stderr) => {
          if (cause) reject(new Error(`${tool} fails in the extended copy:\n${stdout}${stderr}`, { cause }));
          else resolve(stdout);
        });
      });
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
