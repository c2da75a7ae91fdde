/** The messages of invalid experiments and links. Each says what is wrong, where, and what is allowed. */

const lanesAre = (most: number) => `lanes must be 1 to ${most} networks`;

export const laneCountMessage = (most: number, got: string) => `${lanesAre(most)}; got ${got}.`;

export const missingLaneMessage = (path: string) => `${path} must be an object; got undefined.`;

export const versionMessage = (got: string) => `version must be 1, the only supported version; got ${got}.`;

export const noExperimentMessage = 'experiment must be an object; got undefined.';

export const samplesMessage = (most: number, rows: string, label: string, got: number) =>
  `dataset.samples must be at most ${most} ${rows} for ${label}; got ${got}.`;

export const fractionalRowsMessage = (got: number) =>
  `dataset.heldOut must be a share below 1 or a whole number of rows; got ${got}.`;

export const noTrainingRowsMessage = (most: number, samples: number, got: number) =>
  `dataset.heldOut must leave a row to train on: at most ${most} of ${samples} samples; got ${got}.`;

export const testRowsMessage = (most: number, label: string, got: number) =>
  `dataset.heldOut must be at most the ${most} test rows of ${label}; got ${got}.`;

/** @param reason why a scaled SELU would be a different network (realization.ts) */
export const scaledNetworkMessage = (path: string, solved: string, reason: string) =>
  `${path} must be 'solved' (${solved}) here, because ${reason}: a scaled SELU would be a different network.`;

export const scaledMeanMessage = (path: string, got: number) =>
  `${path} must be 0 for a scaled SELU, which can only have a mean of 0; got ${got}.`;

export const noFixedPointMessage = (path: string, low: number, high: number, variance: number, got: number) =>
  `${path} must be above ${low.toPrecision(4)} and below ${high.toPrecision(4)} for a variance of ${variance}; got ${got}. ` +
  'Outside this range, no α and λ map the target to itself.';

export const batchSizeMessage = (fewest: number, normalization: string, lane: number, got: number) =>
  `training.batchSize must be at least ${fewest} for the ${normalization} of lanes.${lane}; got ${got}.`;

/** What is wrong with a link. `key` and `got` are shown in quotation marks. */
export const LINK_MESSAGES = {
  version: (version: number, got: string) => `The link must start with #v=${version}; got ${got}.`,
  noValue: (key: string) => `The link has the setting ${key} without a value.`,
  twice: (key: string) => `The link has the setting ${key} twice.`,
  encoding: (key: string) => `The link has a broken % sign in the value of ${key}.`,
  unknown: (key: string) => `The link has an unknown setting (${key}).`,
  noLane: (key: string, lanes: number) => `The link has the setting ${key}, but lanes=${lanes}.`,
};
