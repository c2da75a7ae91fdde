// Threefry-2x32 with 20 rounds: a counter-based generator (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1,
// 2, 3", SC 2011). A draw depends on its key and its counter only, so a dropout mask is drawn again where it is needed instead
// of being stored. src/math/threefry.ts gives the same bits.

// The purpose of a draw, with the numbers of src/math/random-stream.ts.
const PURPOSE_DROPOUT = 2u;
const PURPOSE_BATCH = 3u;

// Each of these functions computes four rounds. The rotations are constants, because a shift by an amount that is known only at run
// time takes an additional mask.
fn odd_rounds(x: vec2u) -> vec2u {
  var v = x;
  v.x += v.y; v.y = ((v.y << 13u) | (v.y >> 19u)) ^ v.x;
  v.x += v.y; v.y = ((v.y << 15u) | (v.y >> 17u)) ^ v.x;
  v.x += v.y; v.y = ((v.y << 26u) | (v.y >> 6u)) ^ v.x;
  v.x += v.y; v.y = ((v.y << 6u) | (v.y >> 26u)) ^ v.x;
  return v;
}

fn even_rounds(x: vec2u) -> vec2u {
  var v = x;
  v.x += v.y; v.y = ((v.y << 17u) | (v.y >> 15u)) ^ v.x;
  v.x += v.y; v.y = ((v.y << 29u) | (v.y >> 3u)) ^ v.x;
  v.x += v.y; v.y = ((v.y << 16u) | (v.y >> 16u)) ^ v.x;
  v.x += v.y; v.y = ((v.y << 24u) | (v.y >> 8u)) ^ v.x;
  return v;
}

// Two random words for the counter (usually: step, block of two elements) under the key (seed, purpose and layer).
fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let third = key.x ^ key.y ^ 0x1bd11bdau;
  var v = counter + key;
  v = odd_rounds(v) + vec2u(key.y, third + 1u);
  v = even_rounds(v) + vec2u(third, key.x + 2u);
  v = odd_rounds(v) + vec2u(key.x, key.y + 3u);
  v = even_rounds(v) + vec2u(key.y, third + 4u);
  v = odd_rounds(v) + vec2u(third, key.x + 5u);
  return v;
}

fn stream_key(seed: u32, purpose: u32, layer: u32) -> vec2u {
  return vec2u(seed, (purpose << 16u) | layer);
}
