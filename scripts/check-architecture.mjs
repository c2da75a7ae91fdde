/**
 * Checks rules about the code's structure that no compiler checks: the order of the rooms of src/, no import cycles, a plain shader, a
 * wrapper and a float64 twin for every kernel, WebGPU only in the engine, at most 25 files in a folder, and nothing that the content
 * security policy blocks.
 *
 *   node scripts/check-architecture.mjs [folder]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

/**
 * The rooms of src/ in one order: a file imports from its own room or from one above it in this list, never from one below.
 * Planned rooms are listed too, so that their place is known.
 */
const ROOMS = [
  'math',
  'activations',
  'normalizations',
  'theory',
  'data',
  'experiment',
  'predictions',
  'study',
  'engine/gpu',
  'engine/kernels',
  'engine/network',
  'engine/training',
  'engine/reference',
  'worker',
  'export',
  'cli',
  'page/store',
  'page/design',
  'page/charts',
  'page/views',
  'page/controls',
  'page/own-data',
  'page/shell',
  'page',
];

/** The page does not use the engine or the worker's side. It may import only these files of engine/ and worker/. */
const OPEN_TO_PAGE = [
  'src/engine/gpu/errors.ts',
  'src/engine/kernels/plain-sources.ts',
  'src/worker/client.ts',
  'src/worker/image-worker/client.ts',
  'src/worker/image-worker/protocol.ts',
  'src/worker/playground-client.ts',
  'src/worker/protocol.ts',
  'src/worker/table-worker/client.ts',
  'src/worker/table-worker/protocol.ts',
];

/** Only these rooms import shaders. */
const SHADER_ROOMS = ['engine/kernels', 'activations'];

/** Returns whether a shader is a part: functions that are joined to kernels, without a wrapper of their own. */
export const isPart = (/** @type {string} */ shader) => /^shaders\/(lib|activations|dropout|[\w-]+\/parts)\//.test(shader);

/** Kernels without a plain shader: no training step runs them, or a single plain kernel replaces several tuned ones. */
const WITHOUT_PLAIN = ['loss/held_out_metrics', 'matmul/quad_order', 'statistics/merge_statistics'];

/** The largest number of lines of a plain shader, including its header. */
const PLAIN_LINES = 40;

/** The largest number of files in a folder, not counting tests and subfolders. */
const MOST_FILES = 25;

/**
 * Returns every violation under `root`, one sentence each.
 *
 * @param {string} root the folder with src/ and shaders/
 * @returns {string[]}
 */
export function architectureViolations(root) {
  const sources = filesUnder(root, 'src').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const imports = new Map(sources.map((file) => [file, importsOf(root, file)]));
  return [
    ...sources
      .filter((file) => !roomOf(file))
      .map((file) => `${file} is in no room of src/: add its room to ROOMS in scripts/check-architecture.mjs`),
    ...[...imports].flatMap(([file, targets]) => targets.flatMap((target) => directionViolation(file, target))),
    ...cycles(imports),
    ...shaderViolations(root, imports),
    ...crowdedFolders([...sources, ...filesUnder(root, 'shaders')]),
    ...[...sources, ...(existsSync(path.join(root, 'index.html')) ? ['index.html'] : [])].flatMap((file) =>
      policyViolations(file, readFileSync(path.join(root, file), 'utf8')),
    ),
  ];
}

/** @param {string} root @param {string} folder @returns {string[]} paths from the root, with forward slashes */
function filesUnder(root, folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(root, file) : [file];
  });
}

/** Returns the relative imports, including those of types, as paths from the root. @param {string} root @param {string} file */
function importsOf(root, file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name.replace(/\?.*$/, '')))
    .map((target) => [target, `${target}.ts`, `${target}/index.ts`].find((name) => isFile(root, name)) ?? target);
}

/** @param {string} root @param {string} file */
const isFile = (root, file) => path.extname(file) !== '' && existsSync(path.join(root, file));

/** Returns the room of a file; undefined if it is in none. @param {string} file */
const roomOf = (file) => ROOMS.filter((room) => file.startsWith(`src/${room}/`)).toSorted((a, b) => b.length - a.length)[0];

/** @param {string} file @param {string} target @returns {string[]} */
function directionViolation(file, target) {
  const from = roomOf(file);
  if (!from) return [];
  if (target.startsWith('shaders/')) {
    return SHADER_ROOMS.includes(from) ? [] : [`${file} imports ${target}: only ${SHADER_ROOMS.join(' and ')} import shaders`];
  }
  const to = roomOf(target);
  if (!to) return [`${file} imports ${target}, which is in no room of src/`];
  if (ROOMS.indexOf(to) > ROOMS.indexOf(from)) {
    return [`${file} imports ${target}: ${from} is above ${to} in the order of rooms, and imports only point upwards in it`];
  }
  if (from.startsWith('page') && /^(engine|worker)/.test(to) && !OPEN_TO_PAGE.includes(target)) {
    return [
      `${file} imports ${target}: the page may import only these files of engine/ and worker/: ${OPEN_TO_PAGE.join(', ')}`,
    ];
  }
  return [];
}

/** @param {string[]} files @returns {string[]} */
function crowdedFolders(files) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const file of files) counts.set(path.posix.dirname(file), (counts.get(path.posix.dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > MOST_FILES)
    .map(([folder, count]) => `${folder}/ has ${count} files of its own; at most ${MOST_FILES} are allowed`);
}

/** Returns every import cycle once, by its first file in depth-first order. @param {Map<string, string[]>} imports @returns {string[]} */
function cycles(imports) {
  /** @type {string[]} */
  const found = [];
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  /** @param {string} file */
  const visit = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) found.push(`import cycle: ${[...path.slice(start), file].join(' → ')}`);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of imports.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return found;
}

/** @param {string} root @param {Map<string, string[]>} imports @returns {string[]} */
function shaderViolations(root, imports) {
  const importers = (/** @type {string} */ shader) =>
    [...imports].filter(([, targets]) => targets.includes(shader)).map(([file]) => file);
  return filesUnder(root, 'shaders')
    .filter((file) => file.endsWith('.wgsl'))
    .flatMap((shader) => {
      if (shader.startsWith('shaders/plain/')) return plainViolations(root, shader);
      if (isPart(shader)) return importers(shader).length > 0 ? [] : [`no file in src/ imports ${shader}`];
      const place = shader.replace(/^shaders\//, '').replace(/\.wgsl$/, '');
      const name = place.replaceAll('_', '-');
      const plain = `shaders/plain/${place}.wgsl`;
      const kernel = `src/engine/kernels/${name}.ts`;
      const twin = `src/engine/reference/${name}.ts`;
      return [
        ...(importers(shader).includes(kernel) ? [] : [`${shader} has no wrapper: ${kernel} should import it`]),
        ...(imports.has(twin) ? [] : [`${shader} has no float64 twin: ${twin} should have it`]),
        ...(WITHOUT_PLAIN.includes(place) || isFile(root, plain) ? [] : [`${shader} has no plain shader: add ${plain}`]),
      ];
    });
}

/** @param {string} root @param {string} shader @returns {string[]} */
function plainViolations(root, shader) {
  const lines = readFileSync(path.join(root, shader), 'utf8').trimEnd().split('\n').length;
  return lines <= PLAIN_LINES ? [] : [`${shader} has ${lines} lines; a plain shader has at most ${PLAIN_LINES}`];
}

const FORBIDDEN = [
  {
    outside: 'src/engine/',
    pattern: /\bGPU[A-Z]\w+|\bnavigator\.gpu\b/,
    says: 'WebGPU, which only src/engine/ touches',
  },
  {
    pattern: /(?<![\w.-])style=/,
    says: 'a style attribute, which the content security policy refuses: use a class or a property',
  },
  { pattern: /\bstyleMap\b/, says: 'styleMap, which writes style attributes: use a class or a property' },
  { pattern: /setAttribute\(\s*['"]style['"]/, says: 'a style attribute set by hand: use the style property' },
  {
    pattern:
      /(\bfetch\(|\bimport\(|\bfrom |\bsrc=|<link[^>]*href=|\burl\(|new (Worker|URL|Request|EventSource|WebSocket)\()\s*['"`]?(https?|wss?):\/\//,
    says: 'something loaded from another origin: nothing leaves the machine',
  },
];

/** @param {string} file @param {string} text @returns {string[]} */
function policyViolations(file, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      FORBIDDEN.filter(({ pattern, outside }) => !(outside && file.startsWith(outside)) && pattern.test(line)).map(
        ({ says }) => `${file}:${index + 1} has ${says}`,
      ),
    );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
  const violations = architectureViolations(root);
  for (const violation of violations) console.error(violation);
  console.log(`architecture: ${violations.length === 0 ? 'sound' : `${violations.length} violations`}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
