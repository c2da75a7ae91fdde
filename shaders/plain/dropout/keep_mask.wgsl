// The units that dropout keeps:
//   keep = 1 where a random word is at least rate · 2³², 0 elsewhere        keep: [batch, width]
// The words come from Threefry-2x32 with 20 rounds (Salmon et al. 2011), a counter-based generator: each word is a function
// of the seed, the layer, the step and its own index only. Two neighbours share a block of two words.
// The array has no padding. One invocation draws one entry.

struct Draw { seed: u32, layer: u32, threshold: u32 }  // threshold: rate · 2³²

@group(0) @binding(0) var<uniform> draw: Draw;
@group(0) @binding(1) var<uniform> step: u32;
@group(0) @binding(2) var<storage, read_write> keep: array<u32>;

const DROPOUT_STREAM = 2u;
const ROTATIONS = array<u32, 8>(13, 15, 26, 6, 17, 29, 16, 24);

fn threefry(key0: u32, key1: u32, counter: vec2u) -> vec2u {
  let key = array<u32, 3>(key0, key1, 0x1bd11bdau ^ key0 ^ key1);
  var x = counter + vec2u(key0, key1);
  for (var round = 0u; round < 20u; round++) {
    let bits = ROTATIONS[round % 8u];
    x.x += x.y;
    x.y = ((x.y << bits) | (x.y >> (32u - bits))) ^ x.x;
    if (round % 4u == 3u) {
      let group = round / 4u + 1u;
      x += vec2u(key[group % 3u], key[(group + 1u) % 3u] + group);
    }
  }
  return x;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&keep)) { return; }
  let words = threefry(draw.seed, (DROPOUT_STREAM << 16u) | draw.layer, vec2u(step, i / 2u));
  keep[i] = select(0u, 1u, words[i % 2u] >= draw.threshold);
}
