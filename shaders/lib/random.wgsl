// Threefry-2x32 with 20 rounds: a counter-based generator (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1,
// 2, 3", SC 2011). A draw depends on its key and its counter only, so a dropout mask is drawn again where it is needed instead
// of being stored. src/math/threefry.ts gives the same bits.

// The purpose of a draw, with the numbers of src/math/random-stream.ts.
const PURPOSE_DROPOUT = 2u;
const PURPOSE_BATCH = 3u;

fn rotate_left(x: u32, bits: u32) -> u32 {
  return (x << bits) | (x >> (32u - bits));
}

fn four_rounds(x: vec2u, rotations: vec4u) -> vec2u {
  var v = x;
  v.x += v.y; v.y = rotate_left(v.y, rotations.x) ^ v.x;
  v.x += v.y; v.y = rotate_left(v.y, rotations.y) ^ v.x;
  v.x += v.y; v.y = rotate_left(v.y, rotations.z) ^ v.x;
  v.x += v.y; v.y = rotate_left(v.y, rotations.w) ^ v.x;
  return v;
}

// Two random words for the counter (usually: step, block of two elements) under the key (seed, purpose and layer).
fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let odd = vec4u(13u, 15u, 26u, 6u);
  let even = vec4u(17u, 29u, 16u, 24u);
  let third = key.x ^ key.y ^ 0x1bd11bdau;
  var v = counter + key;
  v = four_rounds(v, odd) + vec2u(key.y, third + 1u);
  v = four_rounds(v, even) + vec2u(third, key.x + 2u);
  v = four_rounds(v, odd) + vec2u(key.x, key.y + 3u);
  v = four_rounds(v, even) + vec2u(key.y, third + 4u);
  v = four_rounds(v, odd) + vec2u(third, key.x + 5u);
  return v;
}

fn stream_key(seed: u32, purpose: u32, layer: u32) -> vec2u {
  return vec2u(seed, (purpose << 16u) | layer);
}
