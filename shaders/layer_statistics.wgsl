// Statistics of every hidden layer at one step, in parts: each workgroup takes 16 units of one layer over the whole batch, so
// that it also holds all incoming weights of those units. merge_statistics puts the parts together.
//   h, z, g: [layers][batch, width]        weights of layer l: [in(l), width]
// Joined with: numerics, moments, statistics, lane, an activation.

struct Shape {
  batch: u32,
  width: u32,
  stride: u32,        // floats in a row: width, padded to a multiple of 4
  layer_step: u32,    // floats from one layer's h (or z, or g) to the next
  first_inputs: u32,  // inputs of the first layer; the others have `width`
  first_weight: u32,  // where the first layer's weights begin, in floats
  other_weights: u32, // where the second layer's begin
  weight_step: u32,   // from there to the third's, and so on
}

const UNITS = 16u;  // units a workgroup
const LANES = 4u;   // invocations that share a unit, each taking every 4th row
const GROUP = 64u;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read> h: array<f32>;
@group(0) @binding(3) var<storage, read> z: array<f32>;
@group(0) @binding(4) var<storage, read> g: array<f32>;
@group(0) @binding(5) var<storage, read> weights: array<f32>;
@group(0) @binding(6) var<storage, read_write> parts: array<Statistics>;  // [layers, blocks of units]

// What each invocation found; the sums run over its share of a unit's weights.
var<workgroup> outputs: array<Moments, GROUP>;
var<workgroup> pre_activations: array<Moments, GROUP>;
var<workgroup> gradients: array<Moments, GROUP>;
var<workgroup> minima: array<f32, GROUP>;
var<workgroup> maxima: array<f32, GROUP>;
var<workgroup> weight_sums: array<vec2f, GROUP>;  // Σ w, Σ w²
var<workgroup> bins: array<atomic<u32>, BINS>;
// Non-finite, saturated, dead, below, above.
var<workgroup> tallies: array<atomic<u32>, 5>;

// `x` counted into its bin.
fn tally(x: f32) {
  let place = (x - lane.histogram_low) * lane.histogram_scale;
  if (place < 0.0) {
    atomicAdd(&tallies[3], 1u);
  } else if (place >= f32(BINS)) {
    atomicAdd(&tallies[4], 1u);
  } else {
    atomicAdd(&bins[u32(place)], 1u);
  }
}

// Everything about one unit in every 4th row of the batch, from `first_row` on.
fn observe(layer: u32, unit: u32, first_row: u32, thread: u32) {
  var output = Moments();
  var pre_activation = Moments();
  var gradient = Moments();
  var minimum = 3.4e38;
  var maximum = -3.4e38;
  var non_finite = 0u;
  var saturated = 0u;
  var dead = 0u;
  for (var row = first_row; row < shape.batch; row += LANES) {
    let at = layer * shape.layer_step + row * shape.stride + unit;
    let y = h[at];
    let x = z[at];
    let d = g[at];
    if (is_finite(y)) {
      output = include(output, y);
      minimum = min(minimum, y);
      maximum = max(maximum, y);
      tally(y);
    } else {
      non_finite++;
    }
    if (is_finite(x)) {
      pre_activation = include(pre_activation, x);
      let steepness = abs(slope(x, activate(x)));
      saturated += select(0u, 1u, steepness < lane.saturation);
      dead += select(0u, 1u, steepness == 0.0);
    }
    if (is_finite(d)) { gradient = include(gradient, d); }
  }
  outputs[thread] = output;
  pre_activations[thread] = pre_activation;
  gradients[thread] = gradient;
  minima[thread] = minimum;
  maxima[thread] = maximum;
  if (non_finite > 0u) { atomicAdd(&tallies[0], non_finite); }
  if (saturated > 0u) { atomicAdd(&tallies[1], saturated); }
  if (dead > 0u) { atomicAdd(&tallies[2], dead); }
}

// ω and τ of a unit, over every 4th of its weights.
fn sum_weights(layer: u32, unit: u32, first_input: u32) -> vec2f {
  var inputs = shape.width;
  var start = shape.other_weights + (layer - 1u) * shape.weight_step;
  if (layer == 0u) {
    inputs = shape.first_inputs;
    start = shape.first_weight;
  }
  var sums = vec2f(0.0);
  for (var i = first_input; i < inputs; i += LANES) {
    let w = weights[start + i * shape.stride + unit];
    sums += vec2f(w, w * w);
  }
  return sums;
}

// Moments over units of the summed weights, in component 0 (ω) or 1 (τ).
fn moments_of_sums(units: u32, component: u32) -> Moments {
  var result = Moments();
  for (var u = 0u; u < units; u++) {
    var sum = 0.0;
    for (var part = 0u; part < LANES; part++) { sum += weight_sums[part * UNITS + u][component]; }
    if (is_finite(sum)) { result = include(result, sum); }
  }
  return result;
}

@compute @workgroup_size(UNITS, LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let layer = group.y;
  let unit = group.x * UNITS + local.x;
  if (unit < shape.width) {
    observe(layer, unit, local.y, thread);
    weight_sums[thread] = sum_weights(layer, unit, local.y);
  } else {
    minima[thread] = 3.4e38;
    maxima[thread] = -3.4e38;
  }
  workgroupBarrier();

  // One invocation puts one quantity together: 64 merges are less work than the barriers of a tree.
  let part = layer * groups.x + group.x;
  let units = min(UNITS, shape.width - group.x * UNITS);
  for (var bin = thread; bin < BINS; bin += GROUP) { parts[part].counts[bin] = atomicLoad(&bins[bin]); }
  switch thread {
    case 0u: {
      var sum = Moments();
      for (var i = 0u; i < GROUP; i++) { sum = merge(sum, outputs[i]); }
      parts[part].output = sum;
    }
    case 1u: {
      var sum = Moments();
      for (var i = 0u; i < GROUP; i++) { sum = merge(sum, pre_activations[i]); }
      parts[part].pre_activation = sum;
    }
    case 2u: {
      var sum = Moments();
      for (var i = 0u; i < GROUP; i++) { sum = merge(sum, gradients[i]); }
      parts[part].gradient = sum;
    }
    case 3u: { parts[part].omega = moments_of_sums(units, 0u); }
    case 4u: { parts[part].tau = moments_of_sums(units, 1u); }
    case 5u: {
      var minimum = minima[0];
      var maximum = maxima[0];
      for (var i = 1u; i < GROUP; i++) {
        minimum = min(minimum, minima[i]);
        maximum = max(maximum, maxima[i]);
      }
      parts[part].minimum = minimum;
      parts[part].maximum = maximum;
    }
    case 6u: {
      parts[part].non_finite = atomicLoad(&tallies[0]);
      parts[part].saturated = atomicLoad(&tallies[1]);
      parts[part].dead = atomicLoad(&tallies[2]);
      parts[part].below = atomicLoad(&tallies[3]);
      parts[part].above = atomicLoad(&tallies[4]);
    }
    default: {}
  }
}
