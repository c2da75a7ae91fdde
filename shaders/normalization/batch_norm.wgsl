// Batch normalisation of one layer (Ioffe and Szegedy 2015), with the activation and the dropout next to it. For each unit:
//   x̂ = (x − m)/√(v + ε)        y = γ·x̂ + β
//   before the activation:  x = u           z = y + skip  h = drop(f(z))
//   after the activation:   x = f(z)                      h = drop(y)
// u: output of the dense layer, z: input of the activation, h: input of the next layer; all [batch, width]. m and v: mean and
// population variance of the batch, which the backward pass needs again, or the running ones in evaluation. `skip` is the input
// of the residual block that this layer closes, or 0 for other layers.
//
// Differences from shaders/plain/normalization/batch_norm.wgsl (together 1.5 times as fast on SwiftShader, without dropout):
//   1. One workgroup normalises four units: its invocations sum over different rows with vec4f loads and add up in workgroup
//      memory.
//   2. Skip, activation and dropout are applied here, which saves dispatches and passes over the layer. Measured for the matmul:
//      1.0 to 1.2 times as fast as three more dispatches.
//   3. On a CPU, where a barrier is expensive, workgroups have 4 invocations instead of 64.
//
// Joined with: skip or no_skip, numerics, random, hyperparameters, state, padding, dropout, group_sum, an activation, activated.

struct Shape {
  batch: u32,
  width: u32,
  quads: u32,  // width / 4, rounded up
  layer: u32,  // selects the stream of random words
}

override AFTER: bool = false;     // the normalisation comes after the activation
override DROPOUT: bool = false;
override EVALUATE: bool = false;  // normalise by the given moments

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> norm: array<vec4f>;           // [2, width]: γ, β
@group(0) @binding(4) var<storage, read_write> moments: array<vec4f>;  // [2, width]: m, v
@group(0) @binding(5) var<storage, read> u: array<vec4f>;              // read if the normalisation comes before the activation
@group(0) @binding(6) var<storage, read_write> z: array<vec4f>;        // written if it comes before the activation, read if after
@group(0) @binding(7) var<storage, read_write> h: array<vec4f>;

fn input(at: u32) -> vec4f {
  if (AFTER) { return activated(z[at]); }
  return u[at];
}

@compute @workgroup_size(GROUP)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let quad = group.x;
  var mean = moments[quad];
  var variance = moments[shape.quads + quad];
  if (!EVALUATE) {
    // Two passes, because E[x²] − E[x]² loses digits where the mean is large.
    let share = 1.0 / f32(shape.batch);
    var sum = vec4f(0.0);
    for (var row = thread; row < shape.batch; row += GROUP) { sum += input(row * shape.quads + quad); }
    mean = group_sum(thread, sum) * share;
    var squares = vec4f(0.0);
    for (var row = thread; row < shape.batch; row += GROUP) {
      let centered = input(row * shape.quads + quad) - mean;
      squares += centered * centered;
    }
    variance = group_sum(thread, squares) * share;
    if (thread == 0u) {
      moments[quad] = mean;
      moments[shape.quads + quad] = variance;
    }
  }

  let scale = norm[quad] * inverseSqrt(variance + EPSILON);
  let shift = norm[shape.quads + quad];
  let units = inside(quad, shape.width);
  for (var row = thread; row < shape.batch; row += GROUP) {
    let at = row * shape.quads + quad;
    var y = scale * (input(at) - mean) + shift;
    if (!AFTER) {
      y += skip_value(at, row, quad);
      z[at] = y;
      y = activated(y);
    }
    if (DROPOUT) { y = drop(y, kept(shape.layer, state.now.step, row * shape.width + quad * 4u)); }
    // The next layer multiplies the padding too, so it must be 0 even where f(0) or β is not.
    h[at] = select(vec4f(0.0), y, units);
  }
}
