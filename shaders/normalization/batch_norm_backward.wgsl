// The backward pass of batch normalisation of one layer in training, with the activation and the dropout next to it. For each
// unit, over the N rows of the batch, with x, x̂, γ as in batch_norm:
//   dβ = Σ dy        dγ = Σ dy·x̂        dx = γ/√(v + ε) · (dy − dβ/N − x̂·dγ/N)
//   before the activation:  dy = g · drop′ · f′(z)        δ = dx
//   after the activation:   dy = g · drop′                δ = dx · f′(z)
// g = ∂loss/∂h. δ = ∂loss/∂u, which the dense layer's weights and the layer below need. All [batch, width].
//
// Differences from shaders/plain/normalization/batch_norm_backward.wgsl (together 1.4 times as fast on SwiftShader, without dropout):
//   1. One workgroup handles four units: its invocations sum over different rows with vec4f loads and add up in workgroup memory.
//   2. The slopes of dropout and activation are applied here; dy is computed twice instead of being stored.
//   3. The dropout mask is drawn again from the counter-based generator instead of being stored.
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
@group(0) @binding(3) var<storage, read> norm: array<vec4f>;       // [2, width]: γ, β
@group(0) @binding(4) var<storage, read> moments: array<vec4f>;    // [2, width]: m, v
@group(0) @binding(5) var<storage, read> g: array<vec4f>;
@group(0) @binding(6) var<storage, read> u: array<vec4f>;          // read if the normalisation comes before the activation
@group(0) @binding(7) var<storage, read> z: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> delta: array<vec4f>;
@group(0) @binding(9) var<storage, read_write> norm_gradient: array<vec4f>;  // [2, width]: dγ, dβ

@compute @workgroup_size(GROUP)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let quad = group.x;
  let mean = moments[quad];
  let scale = inverseSqrt(moments[shape.quads + quad] + EPSILON);

  var shift_sum = vec4f(0.0);
  var scale_sum = vec4f(0.0);
  for (var row = thread; row < shape.batch; row += GROUP) {
    let at = row * shape.quads + quad;
    let dy = output_gradient(at, row, quad, shape.layer);
    shift_sum += dy;
    scale_sum += dy * (normalized_input(at) - mean) * scale;
  }
  shift_sum = group_sum(thread, shift_sum);
  scale_sum = group_sum(thread, scale_sum);
  if (thread == 0u) {
    norm_gradient[quad] = scale_sum;
    norm_gradient[shape.quads + quad] = shift_sum;
  }

  let share = 1.0 / f32(shape.batch);
  for (var row = thread; row < shape.batch; row += GROUP) {
    let at = row * shape.quads + quad;
    let normal = (normalized_input(at) - mean) * scale;
    let dy = output_gradient(at, row, quad, shape.layer);
    delta[at] = dense_gradient(at, norm[quad] * scale * (dy - shift_sum * share - normal * scale_sum * share));
  }
}
