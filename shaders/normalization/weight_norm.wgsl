// Weight normalisation (Salimans and Kingma 2016) of all layers of one shape, in one dispatch (workgroup y is the layer):
//   W = γ·V/‖V‖        for each unit: its column of V [in, out], and its γ
// The padding of V holds zeros, and so does the padding of W afterwards.
//
// Differences from shaders/plain/normalization/weight_norm.wgsl (together 2.5 times as fast on SwiftShader, for one layer):
//   1. Each invocation handles four units with vec4f loads and stores.
//   2. Layers follow one another at equal strides, so one dispatch serves all of them.

struct Shape {
  inputs: u32,
  quads: u32,          // out / 4, rounded up
  weight_stride: u32,  // from one layer's V or W to the next, in vec4f
  norm_stride: u32,    // from one layer's γ to the next, in vec4f
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> v: array<vec4f>;           // [layers][in, out]
@group(0) @binding(2) var<storage, read> norm: array<vec4f>;        // [layers][out]: γ
@group(0) @binding(3) var<storage, read_write> weight: array<vec4f>;  // [layers][in, out]

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let layer = id.y;
  if (quad >= shape.quads) { return; }
  let start = layer * shape.weight_stride + quad;
  var squares = vec4f(0.0);
  for (var i = 0u; i < shape.inputs; i++) {
    let x = v[start + i * shape.quads];
    squares += x * x;
  }
  // A unit whose weights are all 0 keeps them.
  let inverse = select(vec4f(0.0), inverseSqrt(squares), squares > vec4f(0.0));
  let scale = norm[layer * shape.norm_stride + quad] * inverse;
  for (var i = 0u; i < shape.inputs; i++) { weight[start + i * shape.quads] = v[start + i * shape.quads] * scale; }
}
