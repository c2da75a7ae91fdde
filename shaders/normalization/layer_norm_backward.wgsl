// The backward pass of layer normalisation of one layer, with the activation and the dropout next to it. For each row, with dy
// and δ as in batch_norm_backward and the means taken over the row's units:
//   d = γ·dy        dx = (d − mean(d) − x̂·mean(d·x̂))/√(v + ε)
// layer_norm_parameters computes the gradients of γ and β.
//
// Differences from shaders/plain/normalization/layer_norm_backward.wgsl (no faster on SwiftShader):
//   1. One workgroup handles a row: each invocation sums over quads of units with vec4f loads, and they add up in workgroup
//      memory.
//   2. The slopes of dropout and activation are applied here; d is computed twice instead of being stored.
//
// Joined with: numerics, random, hyperparameters, state, padding, dropout, group_sum, an activation, activated, normalized.

struct Shape {
  batch: u32,
  width: u32,
  quads: u32,  // width / 4, rounded up
  layer: u32,  // selects the stream of random words that forward drew from
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> norm: array<vec4f>;     // [2, width]: γ, β
@group(0) @binding(4) var<storage, read> moments: array<vec2f>;  // [batch]: m, v
@group(0) @binding(5) var<storage, read> g: array<vec4f>;
@group(0) @binding(6) var<storage, read> u: array<vec4f>;        // read if the normalisation comes before the activation
@group(0) @binding(7) var<storage, read> z: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> delta: array<vec4f>;

@compute @workgroup_size(GROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  for (var row = group.x; row < shape.batch; row += groups.x) {
    let start = row * shape.quads;
    let mean = moments[row].x;
    let scale = inverseSqrt(moments[row].y + EPSILON);

    var sum = vec4f(0.0);
    var product = vec4f(0.0);
    for (var quad = thread; quad < shape.quads; quad += GROUP) {
      let d = norm[quad] * output_gradient(start + quad, row, quad, shape.layer);
      sum += d;
      product += d * (normalized_input(start + quad) - mean) * scale;
    }
    let share = vec4f(1.0 / f32(shape.width));
    let mean_of_d = dot(group_sum(thread, sum), share);
    let mean_of_product = dot(group_sum(thread, product), share);

    for (var quad = thread; quad < shape.quads; quad += GROUP) {
      let at = start + quad;
      let d = norm[quad] * output_gradient(at, row, quad, shape.layer);
      let normal = (normalized_input(at) - mean) * scale;
      let dx = (d - mean_of_d - normal * mean_of_product) * scale;
      delta[at] = select(vec4f(0.0), dense_gradient(at, dx), inside(quad, shape.width));
    }
  }
}
