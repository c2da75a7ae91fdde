// The gradients of dense layers of one shape, all in one dispatch (workgroup z is the layer):
//   dW = xᵀ·δ        db = Σ δ over the batch        x: [batch, in]   δ: [batch, out]   dW: [in, out]   db: [out]
// The layers' operands lie at even distances in their buffers. Padding as in dense_forward: that of dW and db comes out 0.
// Each invocation computes 4 × 4 entries of dW; those of the first row of tiles sum db beside it.

struct Shape {
  batch: u32,
  in_quads: u32,
  out_quads: u32,
  // From one layer to the next, in vec4f:
  x_step: u32,
  delta_step: u32,
  weight_step: u32,
  bias_step: u32,
}

override GROUP_X: u32 = 8;  // quads of columns a workgroup
override GROUP_Y: u32 = 8;  // quads of rows a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;                      // [layers][batch, in]
@group(0) @binding(2) var<storage, read> delta: array<vec4f>;                  // [layers][batch, out]
@group(0) @binding(3) var<storage, read_write> weight_gradient: array<vec4f>;  // [layers][in, out]
@group(0) @binding(4) var<storage, read_write> bias_gradient: array<vec4f>;    // [layers][out]

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let out_quad = id.x;
  let in_quad = id.y;
  let layer = id.z;
  if (out_quad >= shape.out_quads || in_quad >= shape.in_quads) { return; }

  let x_start = layer * shape.x_step + in_quad;
  let delta_start = layer * shape.delta_step + out_quad;
  var sum0 = vec4f(0.0);
  var sum1 = vec4f(0.0);
  var sum2 = vec4f(0.0);
  var sum3 = vec4f(0.0);
  var bias_sum = vec4f(0.0);
  for (var row = 0u; row < shape.batch; row++) {
    let xs = x[x_start + row * shape.in_quads];
    let d = delta[delta_start + row * shape.out_quads];
    sum0 += xs.x * d;
    sum1 += xs.y * d;
    sum2 += xs.z * d;
    sum3 += xs.w * d;
    bias_sum += d;
  }
  let at = layer * shape.weight_step + in_quad * 4u * shape.out_quads + out_quad;
  weight_gradient[at] = sum0;
  weight_gradient[at + shape.out_quads] = sum1;
  weight_gradient[at + 2u * shape.out_quads] = sum2;
  weight_gradient[at + 3u * shape.out_quads] = sum3;
  if (in_quad == 0u) {
    bias_gradient[layer * shape.bias_step + out_quad] = bias_sum;
  }
}
