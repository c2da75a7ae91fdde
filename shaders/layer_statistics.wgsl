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
const LANES = 16u;  // invocations that share a unit, each taking every 16th row
const GROUP = 256u;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read> h: array<f32>;
@group(0) @binding(3) var<storage, read> z: array<f32>;
@group(0) @binding(4) var<storage, read> g: array<f32>;
@group(0) @binding(5) var<storage, read> weights: array<f32>;
@group(0) @binding(6) var<storage, read_write> parts: array<Statistics>;  // [layers, blocks of units]

var<workgroup> moments: array<Moments, GROUP>;
var<workgroup> extremes: array<vec2f, GROUP>;  // minimum, maximum
var<workgroup> bins: array<atomic<u32>, BINS>;
// Non-finite, saturated, dead, below, above.
var<workgroup> tallies: array<atomic<u32>, 5>;

// The merged moments of all invocations of the workgroup, in moments[0].
fn merge_all(thread: u32, own: Moments) -> Moments {
  workgroupBarrier();
  moments[thread] = own;
  for (var half = GROUP / 2u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (thread < half) { moments[thread] = merge(moments[thread], moments[thread + half]); }
  }
  workgroupBarrier();
  return moments[0];
}

fn tally(x: f32) {
  if (!is_finite(x)) { return; }
  let place = (x - lane.histogram_low) * lane.histogram_scale;
  if (place < 0.0) {
    atomicAdd(&tallies[3], 1u);
  } else if (place >= f32(BINS)) {
    atomicAdd(&tallies[4], 1u);
  } else {
    atomicAdd(&bins[u32(place)], 1u);
  }
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
  let inside = unit < shape.width;

  // Values of h, z and g in this invocation's rows of this unit.
  var output = Moments();
  var pre_activation = Moments();
  var gradient = Moments();
  var minimum = 3.4e38;
  var maximum = -3.4e38;
  var non_finite = 0u;
  var saturated = 0u;
  var dead = 0u;
  if (inside) {
    for (var row = local.y; row < shape.batch; row += LANES) {
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
  }

  // ω and τ of this unit, each invocation adding up every 16th weight.
  var inputs = shape.width;
  var first = shape.other_weights + (layer - 1u) * shape.weight_step;
  if (layer == 0u) {
    inputs = shape.first_inputs;
    first = shape.first_weight;
  }
  var sums = vec2f(0.0);
  if (inside) {
    for (var i = local.y; i < inputs; i += LANES) {
      let w = weights[first + i * shape.stride + unit];
      sums += vec2f(w, w * w);
    }
  }
  extremes[thread] = sums;
  for (var half = LANES / 2u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (local.y < half) { extremes[thread] += extremes[thread + half * UNITS]; }
  }
  workgroupBarrier();
  sums = extremes[thread];
  let speaks = inside && local.y == 0u;  // one invocation a unit
  let omega = merge_all(thread, select_moments(speaks, sums.x));
  let tau = merge_all(thread, select_moments(speaks, sums.y));

  output = merge_all(thread, output);
  pre_activation = merge_all(thread, pre_activation);
  gradient = merge_all(thread, gradient);

  extremes[thread] = vec2f(minimum, maximum);
  for (var half = GROUP / 2u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (thread < half) {
      let other = extremes[thread + half];
      extremes[thread] = vec2f(min(extremes[thread].x, other.x), max(extremes[thread].y, other.y));
    }
  }
  atomicAdd(&tallies[0], non_finite);
  atomicAdd(&tallies[1], saturated);
  atomicAdd(&tallies[2], dead);
  workgroupBarrier();

  let part = layer * groups.x + group.x;
  if (thread < BINS) { parts[part].counts[thread] = atomicLoad(&bins[thread]); }
  if (thread == 0u) {
    parts[part].output = output;
    parts[part].pre_activation = pre_activation;
    parts[part].gradient = gradient;
    parts[part].omega = omega;
    parts[part].tau = tau;
    parts[part].minimum = extremes[0].x;
    parts[part].maximum = extremes[0].y;
    parts[part].non_finite = atomicLoad(&tallies[0]);
    parts[part].saturated = atomicLoad(&tallies[1]);
    parts[part].dead = atomicLoad(&tallies[2]);
    parts[part].below = atomicLoad(&tallies[3]);
    parts[part].above = atomicLoad(&tallies[4]);
  }
}

fn select_moments(counts: bool, x: f32) -> Moments {
  var result = Moments();
  if (counts && is_finite(x)) { result = Moments(1.0, x, 0.0); }
  return result;
}
