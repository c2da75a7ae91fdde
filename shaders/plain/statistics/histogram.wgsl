// The histogram of a hidden layer's outputs:
//   counts[b] = number of h with ⌊(h − low)·bins_per_unit⌋ = b        h: [count]   counts: [bins]
// Infinities and NaNs are in no bin. Arrays have no padding. One invocation counts one bin.

struct Range { low: f32, bins_per_unit: f32 }

@group(0) @binding(0) var<uniform> range: Range;
@group(0) @binding(1) var<storage, read> h: array<f32>;
@group(0) @binding(2) var<storage, read_write> counts: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let bin = id.x;
  if (bin >= arrayLength(&counts)) { return; }
  var count = 0u;
  for (var i = 0u; i < arrayLength(&h); i++) {
    if (floor((h[i] - range.low) * range.bins_per_unit) == f32(bin)) { count++; }
  }
  counts[bin] = count;
}
