// The forward pass of a dense layer, in one dispatch:
//   z = x·W + b + skip        h = drop(f(z))        x: [batch, in]   W: [in, out]   b: [out]   z, h: [batch, out]
// `skip` is the input of the residual block that this layer closes, or 0 for other layers.
//
// Differences from shaders/plain/matmul/forward.wgsl (gains on SwiftShader: bench/results, the matmul in stages):
//   1. Loads are vec4f. Rows are padded with zeros to a multiple of 4 floats and buffers to a multiple of 4 rows, so no load
//      needs a bounds check. 3.9 to 4.5 times as fast.
//   2. Each invocation computes ROWS × 4 results in registers, so each value it loads serves several results. 4 × 4: 1.6 to 1.8
//      times as fast. ROWS = 8 uses each weight twice as often: another 1.1 to 1.3 times.
//   3. The four invocations of a subgroup quad compute the same rows: each loads one row of x, and quadBroadcast shares it. 1.5
//      to 1.7 times as fast.
//   4. Bias, skip, activation and dropout are applied before the result is stored, so z is not read again by other dispatches.
//      1.0 to 1.2 times as fast as three more dispatches.
//
// Joined with: quad_broadcast or no_quad_broadcast, skip or no_skip, numerics, random, hyperparameters, state, padding, dropout, an
// activation, activated, store_rows.

struct Shape {
  batch: u32,
  in_quads: u32,   // vec4f in a row of x: in / 4, rounded up
  out: u32,
  out_quads: u32,  // vec4f in a row of z: out / 4, rounded up
  layer: u32,      // selects the stream of random words
}

override DROPOUT: bool = false;
override QUAD_BROADCAST: bool = false;  // a subgroup quad shares the rows of x that it loads
override ROWS: u32 = 4;                 // rows per invocation: 4 or 8
override GROUP_X: u32 = 8;              // invocations across a workgroup, a multiple of 4
override GROUP_Y: u32 = 8;              // invocations down a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyperparameters: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
// x is read only. It may share a buffer with h, and a dispatch may use a buffer in one way only, so both are read_write.
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;  // [batch, in]
@group(0) @binding(4) var<storage, read> weight: array<vec4f>;   // [in, out]
@group(0) @binding(5) var<storage, read> bias: array<vec4f>;     // [out]
@group(0) @binding(6) var<storage, read_write> z: array<vec4f>;  // [batch, out]
@group(0) @binding(7) var<storage, read_write> h: array<vec4f>;  // [batch, out]

// Private copies of the hyperparameters and the step. SwiftShader would load them from their bindings again for each row that the
// loop stores, which made a step with dropout 2 to 7 % slower.
var<private> hyper: Hyperparameters;
var<private> step: u32;

fn store(row: u32, quad: u32, sum: vec4f) {
  if (row >= shape.batch || quad >= shape.out_quads) { return; }
  let at = row * shape.out_quads + quad;
  let v = sum + skip_value(at, row, quad);
  var y = activated(v);
  if (DROPOUT) {
    y = drop(y, kept(shape.layer, step, row * shape.out + quad * 4u));
  }
  z[at] = v;
  // The next layer multiplies the padding too, so it must be 0 even where f(0) is not.
  h[at] = select(vec4f(0.0), y, inside(quad, shape.out));
}

// Quad k of four rows of x, one row in each column. `member`: this invocation's place in its subgroup quad.
fn four_rows_of_x(row: u32, k: u32, member: u32) -> mat4x4f {
  let at = row * shape.in_quads + k;
  if (QUAD_BROADCAST) { return from_subgroup_quad(x[at + member * shape.in_quads]); }
  return mat4x4f(x[at], x[at + shape.in_quads], x[at + 2u * shape.in_quads], x[at + 3u * shape.in_quads]);
}

@compute @workgroup_size(GROUP_X * GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  hyper = hyperparameters;
  step = state.now.step;
  let quad = group.x * GROUP_X + thread % GROUP_X;
  let row = (group.y * GROUP_Y + thread / GROUP_X) * ROWS;
  let member = thread & 3u;

  // Column r holds row r. Invocations past the edge compute too, because the others of their subgroup quad need what they load;
  // they store nothing.
  let b = bias[quad];
  var first_four = mat4x4f(b, b, b, b);
  var last_four = first_four;
  for (var k = 0u; k < shape.in_quads; k++) {
    let at = 4u * k * shape.out_quads + quad;
    let w = mat4x4f(
      weight[at],
      weight[at + shape.out_quads],
      weight[at + 2u * shape.out_quads],
      weight[at + 3u * shape.out_quads],
    );
    first_four += w * four_rows_of_x(row, k, member);
    if (ROWS == 8u) { last_four += w * four_rows_of_x(row + 4u, k, member); }
  }
  store_rows(row, quad, first_four, last_four);
}
