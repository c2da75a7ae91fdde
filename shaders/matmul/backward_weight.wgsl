// The gradients of dense layers of one shape, all in one dispatch (workgroup z is the layer):
//   dW = xᵀ·δ        db = Σ δ over the batch        x: [batch, in]   δ: [batch, out]   dW: [in, out]   db: [out]
// The layers' operands lie at even distances in their buffers. Padding as in matmul_forward: that of dW and db comes out 0.
// Each invocation computes 4 or 8 × 4 entries of dW; those of the first row of tiles sum db beside it. Four neighbours read the
// same inputs: where they share, each loads one row of x in four and has the others from its neighbours.
// What becomes of a gradient is up to the part joined with this one: store_gradient keeps it, an optimizer with apply_gradient
// updates the parameter on the spot, so that it never goes to memory.
// Joined with: quad_broadcast or no_quad_broadcast, and such a part.

struct Shape {
  batch: u32,
  in_quads: u32,
  out_quads: u32,
  // From one layer to the next, in vec4f:
  x_stride: u32,
  delta_stride: u32,
  weight_stride: u32,
  bias_stride: u32,
  // Where the first layer's parameters stand among all, in vec4f; only apply_gradient looks at them.
  first_weight: u32,
  first_bias: u32,
}

override QUAD_BROADCAST: bool = false;  // rows of x are shared among four invocations
override TALL: bool = false;    // 8 × 4 entries an invocation in place of 4 × 4: each δ loaded serves twice as many
override GROUP_X: u32 = 8;      // tiles across a workgroup, a multiple of 4
override GROUP_Y: u32 = 8;      // tiles down a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;      // [layers][batch, in]
@group(0) @binding(2) var<storage, read> delta: array<vec4f>;  // [layers][batch, out]

// Four rows of dW, one in each column of `sums`.
fn take_rows(layer: u32, in_quad: u32, out_quad: u32, sums: mat4x4f) {
  if (in_quad >= shape.in_quads || out_quad >= shape.out_quads) { return; }
  let at = layer * shape.weight_stride + in_quad * 4u * shape.out_quads + out_quad;
  take_weight_gradient(at, sums[0]);
  take_weight_gradient(at + shape.out_quads, sums[1]);
  take_weight_gradient(at + 2u * shape.out_quads, sums[2]);
  take_weight_gradient(at + 3u * shape.out_quads, sums[3]);
}

// Four inputs in each of four rows of the batch, an input in each column. `member`: which of four neighbours asks.
fn inputs_of_rows(at: u32, member: u32) -> mat4x4f {
  if (QUAD_BROADCAST) { return transpose(of_all_four(x[at + member * shape.in_quads])); }
  return transpose(mat4x4f(x[at], x[at + shape.in_quads], x[at + 2u * shape.in_quads], x[at + 3u * shape.in_quads]));
}

// The outer product of four inputs and four δ of one row: column i is x[i] · δ.
fn outer(x: vec4f, d: vec4f) -> mat4x4f {
  return mat4x4f(x.x * d, x.y * d, x.z * d, x.w * d);
}

@compute @workgroup_size(GROUP_X * GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let out_quad = group.x * GROUP_X + thread % GROUP_X;
  let in_quad = (group.y * GROUP_Y + thread / GROUP_X) * select(1u, 2u, TALL);
  let layer = group.z;
  let member = thread & 3u;

  // Column i holds row i of the tile; those past the edge are computed and not stored.
  var upper = mat4x4f();
  var lower = mat4x4f();
  var bias_sum = vec4f(0.0);
  let x_start = layer * shape.x_stride + in_quad;
  let delta_start = layer * shape.delta_stride + out_quad;
  let whole_quads = shape.batch & ~3u;
  // Four rows of the batch at a time …
  for (var row = 0u; row < whole_quads; row += 4u) {
    let x_at = x_start + row * shape.in_quads;
    let delta_at = delta_start + row * shape.out_quads;
    // δ: [4, 4 units], a row in each column
    let d = mat4x4f(
      delta[delta_at],
      delta[delta_at + shape.out_quads],
      delta[delta_at + 2u * shape.out_quads],
      delta[delta_at + 3u * shape.out_quads],
    );
    upper += d * inputs_of_rows(x_at, member);
    if (TALL) { lower += d * inputs_of_rows(x_at + 1u, member); }
    bias_sum += d[0] + d[1] + d[2] + d[3];
  }
  // … and those that are left, one by one.
  for (var row = whole_quads; row < shape.batch; row++) {
    let x_at = x_start + row * shape.in_quads;
    let d = delta[delta_start + row * shape.out_quads];
    upper += outer(x[x_at], d);
    if (TALL) { lower += outer(x[x_at + 1u], d); }
    bias_sum += d;
  }
  take_rows(layer, in_quad, out_quad, upper);
  if (TALL) { take_rows(layer, in_quad + 1u, out_quad, lower); }
  if (in_quad == 0u && out_quad < shape.out_quads) {
    take_bias_gradient(layer * shape.bias_stride + out_quad, bias_sum);
  }
}
