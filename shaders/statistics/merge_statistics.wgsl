// Merges the parts that layer_statistics writes, with one workgroup per layer: moments by Chan's formula, counts by addition.
//   parts: [layers, blocks]        merged: [layers]
// Joined with: welford, statistics.

struct Shape {
  blocks: u32,  // parts of a layer
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> parts: array<Statistics>;
@group(0) @binding(2) var<storage, read_write> merged: array<Statistics>;

@compute @workgroup_size(32)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let layer = group.x;
  let blocks = shape.blocks;
  let first = layer * blocks;

  // One invocation adds up four counts of the histogram; each of the other quantities has one invocation.
  if (thread < COUNT_QUADS) {
    var counts = vec4u(0u);
    for (var b = 0u; b < blocks; b++) { counts += parts[first + b].counts[thread]; }
    merged[layer].counts[thread] = counts;
  }

  if (thread == COUNT_QUADS) {
    var sum = Welford();
    for (var b = 0u; b < blocks; b++) { sum = merge(sum, parts[first + b].output); }
    merged[layer].output = sum;
  }
  if (thread == COUNT_QUADS + 1u) {
    var sum = Welford();
    for (var b = 0u; b < blocks; b++) { sum = merge(sum, parts[first + b].pre_activation); }
    merged[layer].pre_activation = sum;
  }
  if (thread == COUNT_QUADS + 2u) {
    var sum = Welford();
    for (var b = 0u; b < blocks; b++) { sum = merge(sum, parts[first + b].gradient); }
    merged[layer].gradient = sum;
  }
  if (thread == COUNT_QUADS + 3u) {
    var sum = Welford();
    for (var b = 0u; b < blocks; b++) { sum = merge(sum, parts[first + b].omega); }
    merged[layer].omega = sum;
  }
  if (thread == COUNT_QUADS + 4u) {
    var sum = Welford();
    for (var b = 0u; b < blocks; b++) { sum = merge(sum, parts[first + b].tau); }
    merged[layer].tau = sum;
  }
  if (thread == COUNT_QUADS + 5u) {
    var minimum = parts[first].minimum;
    var maximum = parts[first].maximum;
    for (var b = 1u; b < blocks; b++) {
      minimum = min(minimum, parts[first + b].minimum);
      maximum = max(maximum, parts[first + b].maximum);
    }
    merged[layer].minimum = minimum;
    merged[layer].maximum = maximum;
  }
  if (thread == COUNT_QUADS + 6u) {
    var non_finite = 0u;
    var saturated = 0u;
    var dead = 0u;
    for (var b = 0u; b < blocks; b++) {
      non_finite += parts[first + b].non_finite;
      saturated += parts[first + b].saturated;
      dead += parts[first + b].dead;
    }
    merged[layer].non_finite = non_finite;
    merged[layer].saturated = saturated;
    merged[layer].dead = dead;
  }
}
