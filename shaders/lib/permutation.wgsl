// A random permutation of 0 … size − 1, one element at a time and without a table: a six-round Feistel network over a power of
// four, repeated until the value is below `size`. src/math/permutation.ts is the same function.

fn permute(index: u32, size: u32, seed: u32, epoch: u32) -> u32 {
  // Bits of each half: 4^half ≥ size.
  let bits = 32u - countLeadingZeros(size - 1u);
  let half = max(3u, (bits + 1u) / 2u);
  let mask = (1u << half) - 1u;
  let key = stream_key(seed, PURPOSE_BATCH, 0u);
  var value = index;
  loop {
    var left = value >> half;
    var right = value & mask;
    for (var round = 0u; round < 6u; round++) {
      let next = left ^ (threefry(key, vec2u(epoch, (round << 16u) | right)).x & mask);
      left = right;
      right = next;
    }
    value = (left << half) | right;
    if (value < size) { break; }
  }
  return value;
}
