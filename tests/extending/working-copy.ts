/** Copies the project to a temporary folder with added files and edits. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Edit } from './edits';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['bench', 'e2e', 'public', 'scripts', 'shaders', 'src', 'tests'];
const ADDED = path.join(ROOT, 'tests/extending/added');

/** Copies the project, adds the new files and makes the edits. Returns the folder. */
export function copyWith(edits: readonly Edit[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'extended-'));
  const loose = readdirSync(ROOT, { withFileTypes: true }).filter((each) => each.isFile() && !each.name.startsWith('.'));
  for (const name of [...FOLDERS, ...loose.map((each) => each.name)]) {
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true, filter: (from) => from !== ADDED });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  cpSync(ADDED, folder, { recursive: true, errorOnExist: true, force: false });
  for (const edit of edits) {
    const file = path.join(folder, edit.file);
    writeFileSync(file, edited(readFileSync(file, 'utf8'), edit));
  }
  return folder;
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** @throws Error if the file has no import or no list that matches the edit */
function edited(text: string, { file, importLine, closing, entry }: Edit): string {
  const lastImport = [...text.matchAll(/^import .*;$/gm)].at(-1);
  const end = closing.exec(text);
  if (!lastImport || !end) throw new Error(`${file} has no place for the edit: ${closing}`);
  const afterImports = lastImport.index + lastImport[0].length;
  return `${text.slice(0, afterImports)}\n${importLine}${text.slice(afterImports, end.index)}${entry}${text.slice(end.index)}`;
}

/** Returns the output of a Node command in a folder. Throws an Error with the output if the command fails. */
export async function run(folder: string, script: string, ...parameters: string[]): Promise<string> {
  const child = spawn(process.execPath, [path.join(folder, script), ...parameters], {
    cwd: folder,
    // With Vitest's own variables, a nested run would behave as a worker of this one.
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|FORCE_COLOR)/.test(name))),
      NO_COLOR: '1',
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (printed += piece.toString()));
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) throw new Error(`${script} ${parameters.join(' ')} failed in the extended copy:\n${printed}`);
  return printed;
}
