// Statistics of every hidden layer at one step, in parts: each invocation covers four units of one layer over a block of rows
// of the batch. merge_statistics combines the parts.
//   h, z, g: [layers][batch, width]        weights of layer l: [in(l), width]        parts: [layers][row blocks, quads of units]
//
// Differences from shaders/plain/statistics/layer_statistics.wgsl (together 19 times as fast on SwiftShader, which runs the plain one
// as a single invocation):
//   1. One pass over h, z and g gives all statistics of all layers, histogram included.
//   2. Each invocation keeps its part in registers and private memory and writes it once. There is no shared memory, no barrier
//      and no float atomic, so every run gives the same bits.
//   3. Loads are vec4f; four values are merged at once by Chan's formula.
//
// Joined with: numerics, welford, statistics, hyperparameters, padding, an activation.

struct Shape {
  batch: u32,
  width: u32,
  row_quads: u32,      // vec4f in a row: width / 4, rounded up
  layer_stride: u32,   // vec4f from one layer's h (or z, or g) to the next
  first_inputs: u32,   // inputs of the first layer; the others have `width`
  first_weight: u32,   // start of the first layer's weights, in vec4f
  other_weights: u32,  // start of the second layer's weights
  weight_stride: u32,  // from there to the third layer's, and so on
  blocks: u32,         // parts of a layer: row blocks × row_quads
  rows: u32,           // rows in a row block
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> h: array<vec4f>;
@group(0) @binding(3) var<storage, read> z: array<vec4f>;
@group(0) @binding(4) var<storage, read> g: array<vec4f>;
@group(0) @binding(5) var<storage, read> weights: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> parts: array<Statistics>;

// The histogram of this invocation's part; it is written to memory once.
var<private> tallies: array<u32, 4u * COUNT_QUADS>;

// Adds those of four values that `counts` marks. Computes their moments by definition, then merges them.
fn include_four(a: Welford, x: vec4f, counts: vec4<bool>) -> Welford {
  let count = dot(select(vec4f(0.0), vec4f(1.0), counts), vec4f(1.0));
  let mean = dot(select(vec4f(0.0), x, counts), vec4f(1.0 / max(count, 1.0)));
  let centered = select(vec4f(0.0), x - mean, counts);
  return merge(a, Welford(count, mean, dot(centered, centered)));
}

fn are_finite(x: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(x) & vec4u(0x7f800000u)) != vec4u(0x7f800000u);
}

fn count_true(these: vec4<bool>) -> u32 {
  return dot(select(vec4u(0u), vec4u(1u), these), vec4u(1u));
}

fn steepness(x: f32) -> f32 {
  return abs(slope(x, activate(x)));
}

// Counts x in its histogram bin if `counts` is true.
fn tally(x: f32, counts: bool) {
  let place = floor((select(0.0, x, counts) - hyper.histogram_low) * hyper.histogram_scale);
  tallies[u32(clamp(place + 1.0, 0.0, f32(BINS + 1u)))] += select(0u, 1u, counts);
}

// Computes the statistics of four units over rows first … end − 1, except ω and τ. `units`: which of the four are not padding.
fn observe(part: u32, layer: u32, quad: u32, first: u32, end: u32, units: vec4<bool>) {
  var output = Welford();
  var pre_activation = Welford();
  var gradient = Welford();
  var minimum = vec4f(3.4e38);
  var maximum = vec4f(-3.4e38);
  var non_finite = 0u;
  var saturated = 0u;
  var dead = 0u;
  for (var row = first; row < end; row++) {
    let at = layer * shape.layer_stride + row * shape.row_quads + quad;
    let y = h[at];
    let x = z[at];
    let d = g[at];
    let y_counts = are_finite(y) & units;
    let x_counts = are_finite(x) & units;
    output = include_four(output, y, y_counts);
    pre_activation = include_four(pre_activation, x, x_counts);
    gradient = include_four(gradient, d, are_finite(d) & units);
    minimum = min(minimum, select(vec4f(3.4e38), y, y_counts));
    maximum = max(maximum, select(vec4f(-3.4e38), y, y_counts));
    non_finite += count_true(units) - count_true(y_counts);
    let slopes = vec4f(steepness(x.x), steepness(x.y), steepness(x.z), steepness(x.w));
    saturated += count_true((slopes < vec4f(hyper.saturation)) & x_counts);
    dead += count_true((slopes == vec4f(0.0)) & x_counts);
    tally(y.x, y_counts.x);
    tally(y.y, y_counts.y);
    tally(y.z, y_counts.z);
    tally(y.w, y_counts.w);
  }
  parts[part].output = output;
  parts[part].pre_activation = pre_activation;
  parts[part].gradient = gradient;
  parts[part].minimum = min(min(minimum.x, minimum.y), min(minimum.z, minimum.w));
  parts[part].maximum = max(max(maximum.x, maximum.y), max(maximum.z, maximum.w));
  parts[part].non_finite = non_finite;
  parts[part].saturated = saturated;
  parts[part].dead = dead;
  for (var i = 0u; i < COUNT_QUADS; i++) {
    parts[part].counts[i] = vec4u(tallies[4u * i], tallies[4u * i + 1u], tallies[4u * i + 2u], tallies[4u * i + 3u]);
  }
}

// ω and τ of four units.
fn sum_weights(part: u32, layer: u32, quad: u32, units: vec4<bool>) {
  var inputs = shape.width;
  var start = shape.other_weights + (layer - 1u) * shape.weight_stride;
  if (layer == 0u) {
    inputs = shape.first_inputs;
    start = shape.first_weight;
  }
  var sum = vec4f(0.0);
  var squares = vec4f(0.0);
  for (var i = 0u; i < inputs; i++) {
    let w = weights[start + i * shape.row_quads + quad];
    sum += w;
    squares += w * w;
  }
  parts[part].omega = include_four(Welford(), sum, are_finite(sum) & units);
  parts[part].tau = include_four(Welford(), squares, are_finite(squares) & units);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let block = id.x;
  let layer = id.y;
  if (block >= shape.blocks) { return; }
  let quad = block % shape.row_quads;
  let row_block = block / shape.row_quads;
  let part = layer * shape.blocks + block;
  let units = inside(quad, shape.width);

  let first = row_block * shape.rows;
  observe(part, layer, quad, first, min(first + shape.rows, shape.batch), units);

  // The weights are the same for every row block, so only the first block sums them.
  parts[part].omega = Welford();
  parts[part].tau = Welford();
  if (row_block == 0u) { sum_weights(part, layer, quad, units); }
}
