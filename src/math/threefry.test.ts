import { expect, test } from 'vitest';
import { threefry } from './threefry';

// The known answers that Random123 publishes (kat_vectors, "threefry2x32 20").
const KNOWN_ANSWERS = [
  { counter: [0, 0], key: [0, 0], words: [0x6b200159, 0x99ba4efe] },
  { counter: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], words: [0x1cb996fc, 0xbb002be7] },
  { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], words: [0xc4923a9c, 0x483df7a0] },
];

test.each(KNOWN_ANSWERS)('threefry of $counter under $key', ({ counter, key, words }) => {
  const out = new Uint32Array(2);
  threefry(key[0], key[1], counter[0], counter[1], out);
  expect([...out]).toEqual(words);
});
