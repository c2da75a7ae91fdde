// The gradients of all dense layers of one shape, in one dispatch (workgroup z is the layer):
//   dW = xᵀ·δ        db = Σ δ over the batch        x: [batch, in]   δ: [batch, out]   dW: [in, out]   db: [out]
//
// Differences from shaders/plain/matmul/backward_weight.wgsl (gains on SwiftShader: bench/results, the matmul in stages):
//   1. Loads are vec4f over rows padded with zeros to a multiple of 4 floats, so the padding of dW and db comes out 0. Measured
//      for the forward pass: 3.9 to 4.5 times as fast.
//   2. Each invocation computes ROWS × 4 entries of dW in registers, four rows of the batch at a time. Measured for the forward
//      pass: 4 × 4 is 1.6 to 1.8 times as fast, ROWS = 8 another 1.1 to 1.3 times.
//   3. The four invocations of a subgroup quad read the same inputs: each loads one of four rows of x, and quadBroadcast shares
//      it. Measured for the forward pass: 1.5 to 1.7 times as fast.
//   4. Layers of one shape follow one another in their buffers at equal strides and share a dispatch, which saves a
//      dispatch per layer. No measurable gain on SwiftShader, where a dispatch is cheap.
//   5. The part joined with this kernel decides what happens to a gradient. With an optimizer and apply_gradient, the parameter
//      is updated at once, and the gradient is never written to memory. 1.2 to 1.3 times as fast as an update from stored
//      gradients.
//   6. The invocations of the first rows of dW also sum db, from the δ that they have loaded. Not measured separately.
//
// Joined with: quad_broadcast or no_quad_broadcast, and either store_gradient or an optimizer with apply_gradient.

struct Shape {
  batch: u32,
  in_quads: u32,   // vec4f in a row of x: in / 4, rounded up
  out_quads: u32,  // vec4f in a row of δ: out / 4, rounded up
  // From one layer to the next, in vec4f:
  x_stride: u32,
  delta_stride: u32,
  weight_stride: u32,
  bias_stride: u32,
  // Where the first layer's parameters begin among all parameters, in vec4f; only apply_gradient reads these.
  first_weight: u32,
  first_bias: u32,
}

override QUAD_BROADCAST: bool = false;  // a subgroup quad shares the rows of x that it loads
override ROWS: u32 = 4;                 // rows of dW per invocation: 4 or 8
override GROUP_X: u32 = 8;              // invocations across a workgroup, a multiple of 4
override GROUP_Y: u32 = 8;              // invocations down a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;      // [layers][batch, in]
@group(0) @binding(2) var<storage, read> delta: array<vec4f>;  // [layers][batch, out]

// Passes four rows of dW, one in each column of `sums`, to take_weight_gradient.
fn take_four_rows(layer: u32, in_quad: u32, out_quad: u32, sums: mat4x4f) {
  if (in_quad >= shape.in_quads || out_quad >= shape.out_quads) { return; }
  let at = layer * shape.weight_stride + in_quad * 4u * shape.out_quads + out_quad;
  take_weight_gradient(at, sums[0]);
  take_weight_gradient(at + shape.out_quads, sums[1]);
  take_weight_gradient(at + 2u * shape.out_quads, sums[2]);
  take_weight_gradient(at + 3u * shape.out_quads, sums[3]);
}

// Four inputs in each of four rows of the batch, one input in each column. `member`: this invocation's place in its subgroup
// quad.
fn four_inputs_of_four_rows(at: u32, member: u32) -> mat4x4f {
  if (QUAD_BROADCAST) { return transpose(from_subgroup_quad(x[at + member * shape.in_quads])); }
  return transpose(mat4x4f(x[at], x[at + shape.in_quads], x[at + 2u * shape.in_quads], x[at + 3u * shape.in_quads]));
}

// The outer product of four inputs and four δ of one row: column i is x[i] · δ.
fn outer(x: vec4f, d: vec4f) -> mat4x4f {
  return mat4x4f(x.x * d, x.y * d, x.z * d, x.w * d);
}

@compute @workgroup_size(GROUP_X * GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let out_quad = group.x * GROUP_X + thread % GROUP_X;
  let in_quad = (group.y * GROUP_Y + thread / GROUP_X) * (ROWS / 4u);
  let layer = group.z;
  let member = thread & 3u;

  // Column i holds row i of dW. Invocations past the edge compute and pass on nothing.
  var first_four = mat4x4f();
  var last_four = mat4x4f();
  var bias_sum = vec4f(0.0);
  let x_start = layer * shape.x_stride + in_quad;
  let delta_start = layer * shape.delta_stride + out_quad;
  let whole_quads = shape.batch & ~3u;
  // Four rows of the batch at a time, then the rest one by one.
  for (var row = 0u; row < whole_quads; row += 4u) {
    let x_at = x_start + row * shape.in_quads;
    let delta_at = delta_start + row * shape.out_quads;
    // δ: [4, 4 units], one row in each column
    let d = mat4x4f(
      delta[delta_at],
      delta[delta_at + shape.out_quads],
      delta[delta_at + 2u * shape.out_quads],
      delta[delta_at + 3u * shape.out_quads],
    );
    first_four += d * four_inputs_of_four_rows(x_at, member);
    if (ROWS == 8u) { last_four += d * four_inputs_of_four_rows(x_at + 1u, member); }
    bias_sum += d[0] + d[1] + d[2] + d[3];
  }
  for (var row = whole_quads; row < shape.batch; row++) {
    let x_at = x_start + row * shape.in_quads;
    let d = delta[delta_start + row * shape.out_quads];
    first_four += outer(x[x_at], d);
    if (ROWS == 8u) { last_four += outer(x[x_at + 1u], d); }
    bias_sum += d;
  }
  take_four_rows(layer, in_quad, out_quad, first_four);
  if (ROWS == 8u) { take_four_rows(layer, in_quad + 1u, out_quad, last_four); }
  if (in_quad == 0u && out_quad < shape.out_quads) {
    take_bias_gradient(layer * shape.bias_stride + out_quad, bias_sum);
  }
}
