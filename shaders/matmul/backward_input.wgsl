// The backward pass of a dense layer to its input, and through dropout and activation of the layer below, in one dispatch:
//   g = δ·Wᵀ + skip        δ_below = g · drop′ · f′(z_below)        δ: [batch, out]   W: [in, out]   g, z_below, δ_below: [batch, in]
// δ is ∂loss/∂z of this layer, g is ∂loss/∂h of the layer below, and δ_below is ∂loss/∂z of the layer below. `skip` is the
// gradient that a skip connection carries past this layer, or 0 without one.
//
// Differences from shaders/plain/matmul/backward_input.wgsl (gains on SwiftShader: bench/results, the matmul in stages; points 1
// to 3 were measured for the forward pass, which loads in the same way):
//   1. Loads are vec4f over rows padded to a multiple of 4 floats and buffers padded to a multiple of 4 rows. 3.9 to 4.5 times as
//      fast.
//   2. Each invocation computes ROWS × 4 entries of g in registers. 4 × 4: 1.6 to 1.8 times as fast. ROWS = 8: another 1.1 to 1.3
//      times.
//   3. The four invocations of a subgroup quad compute the same rows: each loads one row of δ, and quadBroadcast shares it. 1.5
//      to 1.7 times as fast.
//   4. The slopes of dropout and activation are applied before the result is stored; g itself is stored only for the statistics.
//      Not measured separately.
//
// Joined with: quad_broadcast or no_quad_broadcast, skip, no_skip or skip_recomputed, numerics, random, hyperparameters, state,
// padding, dropout, the activation of the layer below, activated, store_rows.

struct Shape {
  batch: u32,
  in: u32,
  in_quads: u32,     // vec4f in a row of g: in / 4, rounded up
  out_quads: u32,    // vec4f in a row of δ: out / 4, rounded up
  layer_below: u32,  // selects the stream of random words that the forward pass of that layer drew from
}

override DROPOUT: bool = false;
override RAW: bool = false;             // store g as δ_below: another kernel applies the layer below
override KEEP_GRADIENT: bool = false;   // store g, which only the statistics read
override QUAD_BROADCAST: bool = false;  // a subgroup quad shares the rows of δ that it loads
override ROWS: u32 = 4;                 // rows per invocation: 4 or 8
override GROUP_X: u32 = 8;              // invocations across a workgroup, a multiple of 4
override GROUP_Y: u32 = 8;              // invocations down a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyperparameters: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
// δ is read only. It may share a buffer with δ_below, and a dispatch may use a buffer in one way only, so both are read_write.
@group(0) @binding(3) var<storage, read_write> delta: array<vec4f>;        // [batch, out]
@group(0) @binding(4) var<storage, read> weight: array<vec4f>;             // [in, out]
@group(0) @binding(5) var<storage, read> z_below: array<vec4f>;            // [batch, in]
@group(0) @binding(6) var<storage, read_write> delta_below: array<vec4f>;  // [batch, in]
@group(0) @binding(7) var<storage, read_write> gradient: array<vec4f>;     // [batch, in]: g

// Private copies of the hyperparameters and the step. SwiftShader would load them from their bindings again for each row that the
// loop stores, which made a step with dropout 2 to 7 % slower.
var<private> hyper: Hyperparameters;
var<private> step: u32;

fn store(row: u32, quad: u32, sum: vec4f) {
  if (row >= shape.batch || quad >= shape.in_quads) { return; }
  let at = row * shape.in_quads + quad;
  let g = sum + skip_value(at, row, quad);
  if (KEEP_GRADIENT) {
    gradient[at] = g;
  }
  if (RAW) {
    delta_below[at] = g;
    return;
  }
  var through = slopes(z_below[at]);
  if (DROPOUT) {
    through *= drop_slope(kept(shape.layer_below, step, row * shape.in + quad * 4u));
  }
  delta_below[at] = g * through;
}

// Quad n of four rows of δ, one row in each column. `member`: this invocation's place in its subgroup quad.
fn four_rows_of_delta(row: u32, n: u32, member: u32) -> mat4x4f {
  let at = row * shape.out_quads + n;
  if (QUAD_BROADCAST) { return from_subgroup_quad(delta[at + member * shape.out_quads]); }
  return mat4x4f(delta[at], delta[at + shape.out_quads], delta[at + 2u * shape.out_quads], delta[at + 3u * shape.out_quads]);
}

@compute @workgroup_size(GROUP_X * GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  hyper = hyperparameters;
  step = state.now.step;
  let quad = group.x * GROUP_X + thread % GROUP_X;
  let row = (group.y * GROUP_Y + thread / GROUP_X) * ROWS;
  let member = thread & 3u;

  // Column r holds row r. Invocations past the edge compute and store nothing.
  var first_four = mat4x4f();
  var last_four = mat4x4f();
  for (var n = 0u; n < shape.out_quads; n++) {
    let at = quad * 4u * shape.out_quads + n;
    let w = transpose(mat4x4f(
      weight[at],
      weight[at + shape.out_quads],
      weight[at + 2u * shape.out_quads],
      weight[at + 3u * shape.out_quads],
    ));
    first_four += w * four_rows_of_delta(row, n, member);
    if (ROWS == 8u) { last_four += w * four_rows_of_delta(row + 4u, n, member); }
  }
  store_rows(row, quad, first_four, last_four);
}
