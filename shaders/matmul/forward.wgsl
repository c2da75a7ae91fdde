// A dense layer, forward, in one dispatch:
//   z = x·W + b + skip        h = drop(f(z))        x: [batch, in]   W: [in, out]   b: [out]   z, h: [batch, out]
// skip: the input of the residual block that the layer ends, nothing elsewhere.
// Rows are padded to a multiple of 4 floats. The padding of x and W holds zeros, and so does that of z and h when this is done;
// the buffers hold a multiple of 4 rows, of which those past the batch mean nothing.
// Each invocation computes 4 or 8 rows × 4 columns in registers, loading vec4f along both operands. Four neighbours compute the
// same rows: where they share, each loads one row of x in four and has the others from its neighbours.
// Joined with: quad_broadcast or no_quad_broadcast, skip or no_skip, numerics, random, hyperparameters, state, padding, dropout, an activation,
// activated.

struct Shape {
  batch: u32,
  in_quads: u32,   // in / 4, rounded up
  out: u32,
  out_quads: u32,  // out / 4, rounded up
  layer: u32,      // names the stream of random words
}

override DROPOUT: bool = false;
override QUAD_BROADCAST: bool = false;  // rows of x are shared among four invocations
override TALL: bool = false;    // 8 rows an invocation in place of 4: each weight loaded serves twice as many
override GROUP_X: u32 = 8;      // tiles across a workgroup, a multiple of 4
override GROUP_Y: u32 = 8;      // tiles down a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
// Only read, but it may lie in one buffer with h, and WebGPU lets a dispatch use a buffer in one way alone.
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;  // [batch, in]
@group(0) @binding(4) var<storage, read> weight: array<vec4f>;   // [in, out]
@group(0) @binding(5) var<storage, read> bias: array<vec4f>;     // [out]
@group(0) @binding(6) var<storage, read_write> z: array<vec4f>;  // [batch, out]
@group(0) @binding(7) var<storage, read_write> h: array<vec4f>;  // [batch, out]

fn store(row: u32, quad: u32, sum: vec4f) {
  if (row >= shape.batch || quad >= shape.out_quads) { return; }
  let at = row * shape.out_quads + quad;
  let v = sum + added(at, row, quad);
  var y = activated(v);
  if (DROPOUT) {
    y = drop(y, kept(shape.layer, state.now.step, row * shape.out + quad * 4u));
  }
  // f(0) need not be 0, and the next layer multiplies the padding too.
  z[at] = v;
  h[at] = select(vec4f(0.0), y, inside(quad, shape.out));
}

fn store_rows(row: u32, quad: u32, sums: mat4x4f) {
  store(row, quad, sums[0]);
  store(row + 1u, quad, sums[1]);
  store(row + 2u, quad, sums[2]);
  store(row + 3u, quad, sums[3]);
}

// Quad k of four rows of x, a row in each column. `member`: which of four neighbours asks.
fn rows_of_x(row: u32, k: u32, member: u32) -> mat4x4f {
  let at = row * shape.in_quads + k;
  if (QUAD_BROADCAST) { return of_all_four(x[at + member * shape.in_quads]); }
  return mat4x4f(x[at], x[at + shape.in_quads], x[at + 2u * shape.in_quads], x[at + 3u * shape.in_quads]);
}

@compute @workgroup_size(GROUP_X * GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let quad = group.x * GROUP_X + thread % GROUP_X;
  let row = (group.y * GROUP_Y + thread / GROUP_X) * select(4u, 8u, TALL);
  let member = thread & 3u;

  // Column r holds row r of the tile. Tiles past the edge are computed too, because neighbours may count on what they load, and
  // not stored.
  let b = bias[quad];
  var upper = mat4x4f(b, b, b, b);
  var lower = upper;
  for (var k = 0u; k < shape.in_quads; k++) {
    let at = 4u * k * shape.out_quads + quad;
    let w = mat4x4f(
      weight[at],
      weight[at + shape.out_quads],
      weight[at + 2u * shape.out_quads],
      weight[at + 3u * shape.out_quads],
    );
    upper += w * rows_of_x(row, k, member);
    if (TALL) { lower += w * rows_of_x(row + 4u, k, member); }
  }
  store_rows(row, quad, upper);
  if (TALL) { store_rows(row + 4u, quad, lower); }
}
