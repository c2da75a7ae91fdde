/**
 * Converts an experiment to the hash of a URL and back. The hash has the version and the fields that differ from the default:
 *
 *     #v=1&dataset.name=moons&training.learningRate=0.02&lanes=2&lanes.0.depth=32&lanes.1.activation=relu
 *
 * Lanes are replaced as a whole: `lanes` is their number, and an omitted field of a lane has the default of the lane's activation. The
 * default experiment is the empty hash.
 */
import { completeExperiment, DEFAULT_EXPERIMENT } from './defaults';
import { RecipeError } from './errors';
import type { CompleteExperiment, CompleteRecipe } from './experiment';
import { findField, FIELDS } from './fields';
import { laneCountMessage, LINK_MESSAGES } from './messages';
import { nest, valueAt } from './paths';
import { completeRecipe, recipeLabel } from './recipe';
import { show } from './section';
import { MOST_LANES, validateExperiment } from './validate';

const VERSION = 1;
const LANE_FIELDS = FIELDS.filter((field) => field.path.startsWith('lane.'));
const OTHER_FIELDS = FIELDS.filter((field) => !field.path.startsWith('lane.'));

/** Encodes a space as '+', because labels have many. */
const encode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');
const pair = (key: string, value: unknown) => `${key}=${encode(String(value))}`;

/** Returns the hash '#v=1&…', or '' for the default experiment. */
export function experimentToHash(experiment: CompleteExperiment): string {
  const { dataset, training } = completeExperiment({ dataset: { name: experiment.dataset.name } });
  const omitted = { dataset: { ...dataset, name: DEFAULT_EXPERIMENT.dataset.name }, training };
  const pairs = OTHER_FIELDS.map(({ path }) => path)
    .filter((path) => valueAt(experiment, path) !== valueAt(omitted, path))
    .map((path) => pair(path, valueAt(experiment, path)));

  const lanes = experiment.lanes.map(laneToPairs);
  if (lanes.join() !== DEFAULT_EXPERIMENT.lanes.map(laneToPairs).join()) {
    pairs.push(pair('lanes', lanes.length), ...lanes.flat());
  }
  return pairs.length === 0 ? '' : `#${[pair('v', VERSION), ...pairs].join('&')}`;
}

function laneToPairs(recipe: CompleteRecipe, lane: number): string[] {
  const { activation, dropout } = recipe;
  const start = completeRecipe();
  const own = completeRecipe({ activation, dropout: { kind: dropout.kind } });
  const omitted = {
    ...own,
    label: recipeLabel(recipe),
    activation: start.activation,
    dropout: { kind: start.dropout.kind, rate: own.dropout.rate },
  };
  return LANE_FIELDS.map(({ path }) => path.slice('lane.'.length))
    .filter((path) => valueAt(recipe, path) !== valueAt(omitted, path))
    .map((path) => pair(`lanes.${lane}.${path}`, valueAt(recipe, path)));
}

/**
 * Returns the complete experiment of a hash, with or without the leading '#'.
 *
 * @throws RecipeError, and no other error, if the hash is malformed or has an invalid value
 */
export function experimentFromHash(hash: string): CompleteExperiment {
  const text = hash.replace(/^#/, '');
  if (text === '') return completeExperiment();
  const pairs = readPairs(text);
  const version = pairs.get('v');
  if (version !== String(VERSION)) {
    throw new RecipeError('version', LINK_MESSAGES.version(VERSION, version === undefined ? 'no v' : `v=${show(version)}`));
  }
  pairs.delete('v');
  return validateExperiment(toChange(pairs));
}

function readPairs(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    const key = equals < 0 ? part : part.slice(0, equals);
    if (equals < 0) throw new RecipeError(key, LINK_MESSAGES.noValue(show(key)));
    if (pairs.has(key)) throw new RecipeError(key, LINK_MESSAGES.twice(show(key)));
    pairs.set(key, decode(key, part.slice(equals + 1)));
  }
  return pairs;
}

function decode(key: string, text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    if (cause instanceof URIError) throw new RecipeError(key, LINK_MESSAGES.encoding(show(key)));
    throw cause;
  }
}

/** Returns the pairs as an object for `validateExperiment`, which checks the values. */
function toChange(pairs: ReadonlyMap<string, string>): object {
  const values = new Map<string, unknown>();
  const laneValues = Array.from({ length: laneCount(pairs.get('lanes')) }, () => new Map<string, unknown>());
  for (const [path, text] of pairs) {
    if (path === 'lanes') continue;
    const [, lane, name] = /^lanes\.(0|[1-9]\d*)\.(.+)$/.exec(path) ?? [];
    const target = lane === undefined ? values : laneValues[Number(lane)];
    const field = path.startsWith('lane') && lane === undefined ? undefined : findField(path);
    if (!field) throw new RecipeError(path, LINK_MESSAGES.unknown(show(path)));
    if (!target) throw new RecipeError(path, LINK_MESSAGES.noLane(show(path), laneValues.length));
    target.set(name ?? path, parse(field.kind, text));
  }
  const lanes = laneValues.length > 0 ? { lanes: laneValues.map(nest) } : {};
  return { ...nest(values), ...lanes };
}

/** Returns the number of lanes; 0 for the default lanes. */
function laneCount(text: string | undefined): number {
  if (text === undefined) return 0;
  const count = Number(text);
  if (!/^\d$/.test(text) || count < 1 || count > MOST_LANES) {
    throw new RecipeError('lanes', laneCountMessage(MOST_LANES, show(text)));
  }
  return count;
}

/** Matches a number as JavaScript writes it; Number() would also accept '', ' 1 ' and '0x10'. */
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

function parse(kind: string, text: string): unknown {
  if (kind === 'number') return NUMBER.test(text) ? Number(text) : text;
  if (kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
