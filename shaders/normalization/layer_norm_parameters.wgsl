// The gradients of layer normalisation's γ and β, of all layers in one dispatch (workgroup y is the layer). For each unit, over
// the batch, with dy and x̂ as in layer_norm_backward:
//   dγ = Σ dy·x̂        dβ = Σ dy
//
// Differences from shaders/plain/normalization/layer_norm_parameters.wgsl (together 0.8 times as fast on SwiftShader; barriers are
// expensive there):
//   1. One workgroup handles four units: its invocations sum over different rows with vec4f loads and add up in workgroup memory.
//   2. Layers follow one another at equal strides in every buffer, so one dispatch serves all of them.
//
// Joined with: numerics, random, hyperparameters, state, padding, dropout, group_sum, an activation, activated, normalized.

struct Shape {
  batch: u32,
  width: u32,
  quads: u32,           // width / 4, rounded up
  layer_stride: u32,    // from one layer's u, z or g to the next, in vec4f
  moments_stride: u32,  // from one layer's moments to the next, in vec2f
  norm_stride: u32,     // from one layer's γ and β to the next, in vec4f
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> moments: array<vec2f>;  // [layers][batch]: m, v
@group(0) @binding(4) var<storage, read> g: array<vec4f>;        // [layers][batch, width]
@group(0) @binding(5) var<storage, read> u: array<vec4f>;        // read if the normalisation comes before the activation
@group(0) @binding(6) var<storage, read> z: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> norm_gradient: array<vec4f>;  // [layers][2, width]: dγ, dβ

@compute @workgroup_size(GROUP)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let quad = group.x;
  let layer = group.y;
  var scale_sum = vec4f(0.0);
  var shift_sum = vec4f(0.0);
  for (var row = thread; row < shape.batch; row += GROUP) {
    let at = layer * shape.layer_stride + row * shape.quads + quad;
    let of_row = moments[layer * shape.moments_stride + row];
    let dy = output_gradient(at, row, quad, layer);
    scale_sum += dy * (normalized_input(at) - of_row.x) * inverseSqrt(of_row.y + EPSILON);
    shift_sum += dy;
  }
  scale_sum = group_sum(thread, scale_sum);
  shift_sum = group_sum(thread, shift_sum);
  if (thread == 0u) {
    let start = layer * shape.norm_stride;
    norm_gradient[start + quad] = scale_sum;
    norm_gradient[start + shape.quads + quad] = shift_sum;
  }
}
