import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { draw, nanStorage, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import type { Device } from '../../gpu/device';
import { uniforms } from '../../../math/random-stream';
import {
  mergeCounts,
  mergeMoments,
  EMPTY_MOMENTS,
  type PartialCounts,
  type PartialMoments,
} from '../../reference/statistics/merge-statistics';
import { BINS, STATISTICS_BYTES } from './layer-statistics';
import { mergeStatistics } from './merge-statistics';

/** Up to 130 merges, each of a few operations on values of size 1 in f32. */
const TOLERANCE = { absolute: 3e-6, relative: 1e-5 };

const WORDS = STATISTICS_BYTES / 4;
const QUANTITIES = 5;

/** struct Statistics of shaders/statistics/parts/statistics.wgsl. */
interface Part extends PartialCounts {
  /** The moments of output, pre-activation, gradient, ω and τ. */
  moments: PartialMoments[];
}

function randomPart(seed: number): Part {
  const draws = draw(seed, 3 * QUANTITIES + 2).map(Math.abs);
  const counts = Uint32Array.from(uniforms({ seed, purpose: 'noise' }, BINS + 5), (u) => Math.floor(1000 * u));
  const [nonFinite, saturated, dead, below, above] = counts.subarray(BINS);
  // Every third part is empty, as a part without finite values is.
  const empty = seed % 3 === 2;
  return {
    moments: Array.from({ length: QUANTITIES }, (_, q) =>
      empty ? EMPTY_MOMENTS : { count: 1 + (counts[q] % 50), mean: draws[3 * q], m2: draws[3 * q + 1] },
    ),
    minimum: -draws[3 * QUANTITIES],
    maximum: draws[3 * QUANTITIES + 1],
    nonFinite,
    saturated,
    dead,
    below,
    above,
    counts: counts.slice(0, BINS),
  };
}

function encode(parts: readonly Part[]): Uint32Array {
  const words = new Uint32Array(parts.length * WORDS);
  const floats = new Float32Array(words.buffer);
  parts.forEach(({ moments, minimum, maximum, nonFinite, saturated, dead, below, above, counts }, i) => {
    floats.set([...moments.flatMap(({ count, mean, m2 }) => [count, mean, m2]), minimum, maximum], i * WORDS);
    words.set([nonFinite, saturated, dead, below, ...counts, above], i * WORDS + 3 * QUANTITIES + 2);
  });
  return words;
}

async function expectTwin(device: Device, layers: number, blocks: number): Promise<void> {
  const parts = Array.from({ length: layers * blocks }, (_, i) => randomPart(i));
  const merged = nanStorage(device, 'merged', layers * WORDS);
  const kernel = await mergeStatistics(device, {
    layers,
    blocks,
    parts: storageOf(device, 'parts', encode(parts)),
    merged,
  });
  runOnce(device, kernel);
  const words = new Uint32Array(await device.read(merged));
  const floats = new Float32Array(words.buffer);

  for (let layer = 0; layer < layers; layer++) {
    const own = parts.slice(layer * blocks, (layer + 1) * blocks);
    const moments = Array.from({ length: QUANTITIES }, (_, q) =>
      own.map((part) => part.moments[q]).reduce(mergeMoments, EMPTY_MOMENTS),
    );
    const counts = own.reduce<PartialCounts>(mergeCounts, {
      minimum: Infinity,
      maximum: -Infinity,
      nonFinite: 0,
      saturated: 0,
      dead: 0,
      below: 0,
      above: 0,
      counts: new Uint32Array(BINS),
    });
    const expected = encode([{ moments, ...counts }]);
    const start = layer * WORDS;
    const extremes = start + 3 * QUANTITIES;
    const what = `of layer ${layer} of ${layers}, ${blocks} blocks`;
    expectNear(
      floats.subarray(start, extremes),
      new Float32Array(expected.buffer, 0, 3 * QUANTITIES),
      TOLERANCE,
      `moment ${what}`,
    );
    // Extremes and counts are exact.
    expect(words.subarray(extremes, start + WORDS), what).toEqual(expected.subarray(3 * QUANTITIES));
  }
}

test('merges any number of blocks and layers', () =>
  withDevice(async (device) => {
    for (const [layers, blocks] of [
      [1, 1],
      [1, 3],
      [5, 2],
      [2, 130],
      [3, 5],
    ]) {
      await expectTwin(device, layers, blocks);
    }
  }));
