// Layer normalisation of one layer (Ba, Kiros, Hinton 2016), with the activation and the dropout next to it. For each row of
// the batch:
//   x̂ = (x − m)/√(v + ε)        y = γ·x̂ + β        m, v: mean and population variance over the row's units
//   before the activation:  x = u           z = y + skip  h = drop(f(z))
//   after the activation:   x = f(z)                      h = drop(y)
// u, z, h and skip as in batch_norm, all [batch, width]. Training and evaluation differ in the dropout only.
//
// Differences from shaders/plain/normalization/layer_norm.wgsl (together 0.7 times as fast on SwiftShader; barriers are
// expensive there):
//   1. One workgroup normalises a row: each invocation sums over quads of units with vec4f loads, and they add up in workgroup
//      memory.
//   2. Skip, activation and dropout are applied here, which saves dispatches and passes over the layer. Measured for the matmul:
//      1.0 to 1.2 times as fast as three more dispatches.
//
// Joined with: skip or no_skip, numerics, random, hyperparameters, state, padding, dropout, group_sum, an activation, activated.

struct Shape {
  batch: u32,
  width: u32,
  quads: u32,  // width / 4, rounded up
  layer: u32,  // selects the stream of random words
}

override AFTER: bool = false;  // the normalisation comes after the activation
override DROPOUT: bool = false;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> norm: array<vec4f>;           // [2, width]: γ, β
@group(0) @binding(4) var<storage, read_write> moments: array<vec2f>;  // [batch]: m, v, which backward needs again
@group(0) @binding(5) var<storage, read> u: array<vec4f>;              // read if the normalisation comes before the activation
@group(0) @binding(6) var<storage, read_write> z: array<vec4f>;        // written if it comes before the activation, read if after
@group(0) @binding(7) var<storage, read_write> h: array<vec4f>;

fn input(at: u32) -> vec4f {
  if (AFTER) { return activated(z[at]); }
  return u[at];
}

@compute @workgroup_size(GROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  for (var row = group.x; row < shape.batch; row += groups.x) {
    let start = row * shape.quads;
    let share = 1.0 / f32(shape.width);
    var sum = vec4f(0.0);
    for (var quad = thread; quad < shape.quads; quad += GROUP) {
      sum += select(vec4f(0.0), input(start + quad), inside(quad, shape.width));
    }
    let mean = dot(group_sum(thread, sum), vec4f(share));
    var squares = vec4f(0.0);
    for (var quad = thread; quad < shape.quads; quad += GROUP) {
      let centered = select(vec4f(0.0), input(start + quad) - mean, inside(quad, shape.width));
      squares += centered * centered;
    }
    let variance = dot(group_sum(thread, squares), vec4f(share));
    if (thread == 0u) { moments[row] = vec2f(mean, variance); }

    let scale = inverseSqrt(variance + EPSILON);
    for (var quad = thread; quad < shape.quads; quad += GROUP) {
      let at = start + quad;
      var y = norm[quad] * (input(at) - mean) * scale + norm[shape.quads + quad];
      if (!AFTER) {
        y += skip_value(at, row, quad);
        z[at] = select(vec4f(0.0), y, inside(quad, shape.width));
        y = activated(y);
      }
      if (DROPOUT) { y = drop(y, kept(shape.layer, state.now.step, row * shape.width + quad * 4u)); }
      h[at] = select(vec4f(0.0), y, inside(quad, shape.width));
    }
  }
}
