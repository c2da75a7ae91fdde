// Statistics of every hidden layer at one step, in parts: each invocation takes four units of one layer over a stretch of the
// batch, and keeps a part to itself, so that nothing is shared and nothing waits. merge_statistics puts the parts together.
//   h, z, g: [layers][batch, width]        weights of layer l: [in(l), width]        parts: [layers][stretches, quads of units]
// Joined with: numerics, moments, statistics, lane, an activation.

struct Shape {
  batch: u32,
  width: u32,
  row_quads: u32,      // vec4f in a row: width / 4, rounded up
  layer_step: u32,     // vec4f from one layer's h (or z, or g) to the next
  first_inputs: u32,   // inputs of the first layer; the others have `width`
  first_weight: u32,   // where the first layer's weights begin, in vec4f
  other_weights: u32,  // where the second layer's begin
  weight_step: u32,    // from there to the third's, and so on
  blocks: u32,         // parts of a layer: stretches × row_quads
  rows: u32,           // rows of the batch in a stretch
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read> h: array<vec4f>;
@group(0) @binding(3) var<storage, read> z: array<vec4f>;
@group(0) @binding(4) var<storage, read> g: array<vec4f>;
@group(0) @binding(5) var<storage, read> weights: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> parts: array<Statistics>;

// Moments of four units side by side.
struct Moments4 {
  count: vec4f,
  mean: vec4f,
  m2: vec4f,
}

// One value more for each unit, where `counts` says so.
fn include4(a: Moments4, x: vec4f, counts: vec4<bool>) -> Moments4 {
  let count = a.count + select(vec4f(0.0), vec4f(1.0), counts);
  let delta = select(vec4f(0.0), x - a.mean, counts);
  let mean = a.mean + delta / max(count, vec4f(1.0));
  return Moments4(count, mean, a.m2 + select(vec4f(0.0), delta * (x - mean), counts));
}

fn merge4(a: Moments4) -> Moments {
  return merge(
    merge(Moments(a.count.x, a.mean.x, a.m2.x), Moments(a.count.y, a.mean.y, a.m2.y)),
    merge(Moments(a.count.z, a.mean.z, a.m2.z), Moments(a.count.w, a.mean.w, a.m2.w)),
  );
}

fn are_finite(x: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(x) & vec4u(0x7f800000u)) != vec4u(0x7f800000u);
}

fn how_many(these: vec4<bool>) -> u32 {
  return dot(select(vec4u(0u), vec4u(1u), these), vec4u(1u));
}

fn steepness(x: f32) -> f32 {
  return abs(slope(x, activate(x)));
}

// `x` counted into its bin of the part, where `counts` says so.
fn tally(part: u32, x: f32, counts: bool) {
  if (!counts) { return; }
  let place = (x - lane.histogram_low) * lane.histogram_scale;
  if (place < 0.0) {
    parts[part].below++;
  } else if (place >= f32(BINS)) {
    parts[part].above++;
  } else {
    parts[part].counts[u32(place)]++;
  }
}

// Everything about four units in the rows from `first` to `end`. `inside`: which of them are not padding.
fn observe(part: u32, layer: u32, quad: u32, first: u32, end: u32, inside: vec4<bool>) {
  var output = Moments4();
  var pre_activation = Moments4();
  var gradient = Moments4();
  var minimum = vec4f(3.4e38);
  var maximum = vec4f(-3.4e38);
  var non_finite = 0u;
  var saturated = 0u;
  var dead = 0u;
  for (var row = first; row < end; row++) {
    let at = layer * shape.layer_step + row * shape.row_quads + quad;
    let y = h[at];
    let x = z[at];
    let d = g[at];
    let y_counts = are_finite(y) & inside;
    let x_counts = are_finite(x) & inside;
    output = include4(output, y, y_counts);
    pre_activation = include4(pre_activation, x, x_counts);
    gradient = include4(gradient, d, are_finite(d) & inside);
    minimum = min(minimum, select(vec4f(3.4e38), y, y_counts));
    maximum = max(maximum, select(vec4f(-3.4e38), y, y_counts));
    non_finite += how_many(inside) - how_many(y_counts);
    let slopes = vec4f(steepness(x.x), steepness(x.y), steepness(x.z), steepness(x.w));
    saturated += how_many((slopes < vec4f(lane.saturation)) & x_counts);
    dead += how_many((slopes == vec4f(0.0)) & x_counts);
    tally(part, y.x, y_counts.x);
    tally(part, y.y, y_counts.y);
    tally(part, y.z, y_counts.z);
    tally(part, y.w, y_counts.w);
  }
  parts[part].output = merge4(output);
  parts[part].pre_activation = merge4(pre_activation);
  parts[part].gradient = merge4(gradient);
  parts[part].minimum = min(min(minimum.x, minimum.y), min(minimum.z, minimum.w));
  parts[part].maximum = max(max(maximum.x, maximum.y), max(maximum.z, maximum.w));
  parts[part].non_finite = non_finite;
  parts[part].saturated = saturated;
  parts[part].dead = dead;
}

// ω and τ of four units.
fn sum_weights(part: u32, layer: u32, quad: u32, inside: vec4<bool>) {
  var inputs = shape.width;
  var start = shape.other_weights + (layer - 1u) * shape.weight_step;
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
  parts[part].omega = merge4(include4(Moments4(), sum, are_finite(sum) & inside));
  parts[part].tau = merge4(include4(Moments4(), squares, are_finite(squares) & inside));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let block = id.x;
  let layer = id.y;
  if (block >= shape.blocks) { return; }
  let quad = block % shape.row_quads;
  let stretch = block / shape.row_quads;
  let part = layer * shape.blocks + block;
  let inside = vec4u(quad * 4u) + vec4u(0u, 1u, 2u, 3u) < vec4u(shape.width);

  // The part still holds what the last step left.
  for (var bin = 0u; bin < BINS; bin++) { parts[part].counts[bin] = 0u; }
  parts[part].below = 0u;
  parts[part].above = 0u;
  let first = stretch * shape.rows;
  observe(part, layer, quad, first, min(first + shape.rows, shape.batch), inside);

  // The weights are the same for every stretch: the first one tells of them.
  parts[part].omega = Moments();
  parts[part].tau = Moments();
  if (stretch == 0u) { sum_weights(part, layer, quad, inside); }
}
