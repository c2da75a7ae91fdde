// The gradients of dense layers of one shape, all in one dispatch (workgroup z is the layer):
//   dW = xᵀ·δ        db = Σ δ over the batch        x: [batch, in]   δ: [batch, out]   dW: [in, out]   db: [out]
// The layers' operands lie at even distances in their buffers. Padding as in dense_forward: that of dW and db comes out 0.
// Each invocation computes 4 or 8 × 4 entries of dW; those of the first row of tiles sum db beside it.
// What becomes of a gradient is up to the part joined with this one: store_gradient keeps it, an optimizer with apply_gradient
// updates the parameter on the spot, so that it never goes to memory.

struct Shape {
  batch: u32,
  in_quads: u32,
  out_quads: u32,
  // From one layer to the next, in vec4f:
  x_step: u32,
  delta_step: u32,
  weight_step: u32,
  bias_step: u32,
  // Where the first layer's parameters stand among all, in vec4f; only apply_gradient looks at them.
  first_weight: u32,
  first_bias: u32,
}

override TALL: bool = false;  // 8 × 4 entries an invocation in place of 4 × 4: each δ loaded serves twice as many
override GROUP_X: u32 = 8;    // tiles across a workgroup
override GROUP_Y: u32 = 8;    // tiles down a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;      // [layers][batch, in]
@group(0) @binding(2) var<storage, read> delta: array<vec4f>;  // [layers][batch, out]

// Four rows of dW, one in each column of `sums`.
fn take_rows(layer: u32, in_quad: u32, out_quad: u32, sums: mat4x4f) {
  if (in_quad >= shape.in_quads) { return; }
  let at = layer * shape.weight_step + in_quad * 4u * shape.out_quads + out_quad;
  take_weight_gradient(at, sums[0]);
  take_weight_gradient(at + shape.out_quads, sums[1]);
  take_weight_gradient(at + 2u * shape.out_quads, sums[2]);
  take_weight_gradient(at + 3u * shape.out_quads, sums[3]);
}

// The outer product of four inputs and four δ: column i is x[i] · δ.
fn outer(x: vec4f, d: vec4f) -> mat4x4f {
  return mat4x4f(x.x * d, x.y * d, x.z * d, x.w * d);
}

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let out_quad = id.x;
  let in_quad = id.y * select(1u, 2u, TALL);
  let layer = id.z;
  if (out_quad >= shape.out_quads || in_quad >= shape.in_quads) { return; }

  let x_start = layer * shape.x_step + in_quad;
  let delta_start = layer * shape.delta_step + out_quad;
  var upper = mat4x4f();
  var lower = mat4x4f();
  var bias_sum = vec4f(0.0);
  for (var row = 0u; row < shape.batch; row++) {
    let at = x_start + row * shape.in_quads;
    let d = delta[delta_start + row * shape.out_quads];
    upper += outer(x[at], d);
    if (TALL) { lower += outer(x[at + 1u], d); }
    bias_sum += d;
  }
  take_rows(layer, in_quad, out_quad, upper);
  if (TALL) { take_rows(layer, in_quad + 1u, out_quad, lower); }
  if (in_quad == 0u) {
    take_bias_gradient(layer * shape.bias_step + out_quad, bias_sum);
  }
}
