// The backward pass of weight normalisation of all layers of one shape (workgroup y is the layer), from dW to the gradients of γ
// and V:
//   dγ = Σ dW·V/‖V‖        dV = γ/‖V‖·dW − γ·dγ/‖V‖²·V        the sum over a unit's inputs
// Both are 0 for a unit whose weights are all 0. The kernel overwrites dW with dV.
//
// Differences from shaders/plain/normalization/weight_norm_backward.wgsl (together 2.1 times as fast on SwiftShader, for one layer):
//   1. Each invocation handles four units with vec4f loads and stores.
//   2. Layers follow one another at equal strides, so one dispatch serves all of them.

struct Shape {
  inputs: u32,
  quads: u32,          // out / 4, rounded up
  weight_stride: u32,  // from one layer's V or dW to the next, in vec4f
  norm_stride: u32,    // from one layer's γ or dγ to the next, in vec4f
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> v: array<vec4f>;     // [layers][in, out]
@group(0) @binding(2) var<storage, read> norm: array<vec4f>;  // [layers][out]: γ
@group(0) @binding(3) var<storage, read_write> weight_gradient: array<vec4f>;  // [layers][in, out]: dW, then dV
@group(0) @binding(4) var<storage, read_write> norm_gradient: array<vec4f>;    // [layers][out]: dγ

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let layer = id.y;
  if (quad >= shape.quads) { return; }
  let start = layer * shape.weight_stride + quad;
  var squares = vec4f(0.0);
  var products = vec4f(0.0);
  for (var i = 0u; i < shape.inputs; i++) {
    let at = start + i * shape.quads;
    squares += v[at] * v[at];
    products += weight_gradient[at] * v[at];
  }
  let inverse = select(vec4f(0.0), inverseSqrt(squares), squares > vec4f(0.0));
  let own = norm[layer * shape.norm_stride + quad];
  let gamma_gradient = products * inverse;
  norm_gradient[layer * shape.norm_stride + quad] = gamma_gradient;
  for (var i = 0u; i < shape.inputs; i++) {
    let at = start + i * shape.quads;
    weight_gradient[at] = own * inverse * (weight_gradient[at] - gamma_gradient * inverse * v[at]);
  }
}
