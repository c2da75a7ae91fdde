/**
 * Holds the shape of the code, which no compiler sees: which folder may import which, no cycles, every kernel with its wrapper
 * and its float64 twin, and nothing in the page that the content security policy would refuse.
 *
 *   node scripts/check-architecture.mjs [folder]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

/** Folders that know nothing of GPU, worker or page, and import only each other. */
const PURE = ['experiment', 'theory', 'activations', 'random', 'data', 'reference'];

/** What each part of src/ may import besides itself. `errors.ts` of any folder is open to all: it imports nothing. */
const MAY_IMPORT = {
  ...Object.fromEntries(PURE.map((folder) => [folder, PURE])),
  gpu: [],
  kernels: ['gpu', ...PURE],
  network: ['kernels', 'gpu', ...PURE],
  training: ['network', 'kernels', 'gpu', ...PURE],
  worker: ['training', 'network', 'kernels', 'gpu', ...PURE],
  cli: ['training', 'network', 'kernels', 'gpu', 'export', ...PURE],
  export: PURE,
  charts: PURE,
  components: ['charts', 'export', 'worker', ...PURE],
  main: ['components'],
};

/** All that a component may know of the worker. */
const WORKER_FOR_COMPONENTS = [
  'src/worker/client.ts',
  'src/worker/image-worker/client.ts',
  'src/worker/image-worker/protocol.ts',
  'src/worker/playground-client.ts',
  'src/worker/protocol.ts',
  'src/worker/table-worker/client.ts',
  'src/worker/table-worker/protocol.ts',
];

/** Shader folders whose files are parts, concatenated with others, and no kernels. */
const PARTS = ['lib', 'activations', 'dropout'];

/** Shaders whose wrapper or twin has another name than theirs (`x_y.wgsl`, `kernels/x-y.ts`, `reference/x-y.ts`). */
const OTHER_NAMES = /** @type {Record<string, { kernel?: string, twin?: string }>} */ ({});

/**
 * Every violation under `root`, one sentence each.
 *
 * @param {string} root the folder that holds src/ and shaders/
 * @returns {string[]}
 */
export function architectureViolations(root) {
  const sources = filesUnder(root, 'src').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const imports = new Map(sources.map((file) => [file, importsOf(root, file)]));
  return [
    ...[...imports].flatMap(([file, targets]) => targets.flatMap((target) => directionViolation(file, target))),
    ...cycles(imports),
    ...shaderViolations(root, imports),
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

/** Relative imports alone, types included, resolved to paths from the root. @param {string} root @param {string} file */
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

/** The part of src/ that a file belongs to: its folder, or its own name. @param {string} file */
const partOf = (file) => file.split('/')[1].replace(/\.ts$/, '');

/** @param {string} file @param {string} target @returns {string[]} */
function directionViolation(file, target) {
  const from = partOf(file);
  if (target.startsWith('shaders/')) {
    return from === 'kernels' || from === 'activations'
      ? []
      : [`${file} imports ${target}: only kernels/ and activations/ hold shaders`];
  }
  if (!target.startsWith('src/')) return [`${file} imports ${target}, which lies outside src/`];
  const to = partOf(target);
  if (from === to || target.endsWith('/errors.ts')) return [];
  const allowed = MAY_IMPORT[from];
  if (!allowed) return [`${file} lies in no known part of src/: name it in scripts/check-architecture.mjs`];
  if (!allowed.includes(to)) return [`${file} imports ${target}: ${from} may import ${list(allowed)}`];
  if (from === 'components' && to === 'worker' && !WORKER_FOR_COMPONENTS.includes(target)) {
    return [`${file} imports ${target}: of the worker, components know ${list(WORKER_FOR_COMPONENTS)}`];
  }
  return [];
}

/** @param {string[]} names */
const list = (names) => (names.length > 0 ? names.join(', ') : 'nothing else');

/** Every cycle once, by its first file in depth-first order. @param {Map<string, string[]>} imports @returns {string[]} */
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
      const [, folder] = shader.split('/');
      if (PARTS.includes(folder)) return importers(shader).length > 0 ? [] : [`${shader} is imported by nothing in src/`];
      const stem = path.posix.basename(shader, '.wgsl');
      const name = stem.replaceAll('_', '-');
      const kernel = `src/kernels/${OTHER_NAMES[stem]?.kernel ?? name}.ts`;
      const twin = `src/reference/${OTHER_NAMES[stem]?.twin ?? name}.ts`;
      return [
        ...(importers(shader).includes(kernel) ? [] : [`${shader} has no wrapper: ${kernel} should import it`]),
        ...(imports.has(twin) ? [] : [`${shader} has no float64 twin: ${twin} should hold it`]),
      ];
    });
}

const FORBIDDEN = [
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
      FORBIDDEN.filter(({ pattern }) => pattern.test(line)).map(({ says }) => `${file}:${index + 1} has ${says}`),
    );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = path.resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
  const violations = architectureViolations(root);
  for (const violation of violations) console.error(violation);
  console.log(`architecture: ${violations.length === 0 ? 'sound' : `${violations.length} violations`}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
