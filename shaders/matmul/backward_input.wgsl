// A dense layer, backward to its input, and on through the dropout and the activation of the layer below, in one dispatch:
//   g = δ·Wᵀ + skip        δ_below = g · drop′ · f′(z_below)        δ: [batch, out]   W: [in, out]   g, z_below, δ_below: [batch, in]
// δ is ∂loss/∂z of this layer, g is ∂loss/∂h of the layer below, δ_below its ∂loss/∂z. skip: a gradient that went past this layer,
// nothing elsewhere. Padding as in matmul_forward.
// Each invocation computes 4 or 8 rows × 4 columns of g. Four neighbours compute the same rows and may share those of δ, as in
// matmul_forward.
// Joined with: quad_broadcast or no_quad_broadcast, skip, no_skip or skip_through, numerics, random, hyperparameters, state, padding, dropout,
// the activation of the layer below, activated.

struct Shape {
  batch: u32,
  in: u32,
  in_quads: u32,
  out_quads: u32,
  layer_below: u32,  // names the stream of random words that forward drew from
}

override DROPOUT: bool = false;
override RAW: bool = false;            // δ_below is g itself: what the layer below makes of it is another kernel's work
override KEEP_GRADIENT: bool = false;  // store g, which only the statistics read
override QUAD_BROADCAST: bool = false;  // rows of δ are shared among four invocations
override TALL: bool = false;    // 8 rows an invocation in place of 4: each weight loaded serves twice as many
override GROUP_X: u32 = 8;      // tiles across a workgroup, a multiple of 4
override GROUP_Y: u32 = 8;      // tiles down a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
// Only read, but it may lie in one buffer with δ_below, and WebGPU lets a dispatch use a buffer in one way alone.
@group(0) @binding(3) var<storage, read_write> delta: array<vec4f>;        // [batch, out]
@group(0) @binding(4) var<storage, read> weight: array<vec4f>;             // [in, out]
@group(0) @binding(5) var<storage, read> z_below: array<vec4f>;            // [batch, in]
@group(0) @binding(6) var<storage, read_write> delta_below: array<vec4f>;  // [batch, in]
@group(0) @binding(7) var<storage, read_write> gradient: array<vec4f>;     // [batch, in]

fn store(row: u32, quad: u32, sum: vec4f) {
  if (row >= shape.batch || quad >= shape.in_quads) { return; }
  let at = row * shape.in_quads + quad;
  let g = sum + added(at, row, quad);
  if (KEEP_GRADIENT) {
    gradient[at] = g;
  }
  if (RAW) {
    delta_below[at] = g;
    return;
  }
  var through = slopes(z_below[at]);
  if (DROPOUT) {
    through *= drop_slope(kept(shape.layer_below, state.now.step, row * shape.in + quad * 4u));
  }
  delta_below[at] = g * through;
}

fn store_rows(row: u32, quad: u32, g: mat4x4f) {
  store(row, quad, g[0]);
  store(row + 1u, quad, g[1]);
  store(row + 2u, quad, g[2]);
  store(row + 3u, quad, g[3]);
}

// Quad n of four rows of δ, a row in each column. `member`: which of four neighbours asks.
fn rows_of_delta(row: u32, n: u32, member: u32) -> mat4x4f {
  let at = row * shape.out_quads + n;
  if (QUAD_BROADCAST) { return of_all_four(delta[at + member * shape.out_quads]); }
  return mat4x4f(delta[at], delta[at + shape.out_quads], delta[at + 2u * shape.out_quads], delta[at + 3u * shape.out_quads]);
}

@compute @workgroup_size(GROUP_X * GROUP_Y)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let quad = group.x * GROUP_X + thread % GROUP_X;
  let row = (group.y * GROUP_Y + thread / GROUP_X) * select(4u, 8u, TALL);
  let member = thread & 3u;

  // Column r holds row r of the tile; those past the edge are computed and not stored.
  var upper = mat4x4f();
  var lower = mat4x4f();
  for (var n = 0u; n < shape.out_quads; n++) {
    let at = quad * 4u * shape.out_quads + n;
    let w = transpose(mat4x4f(
      weight[at],
      weight[at + shape.out_quads],
      weight[at + 2u * shape.out_quads],
      weight[at + 3u * shape.out_quads],
    ));
    upper += w * rows_of_delta(row, n, member);
    if (TALL) { lower += w * rows_of_delta(row + 4u, n, member); }
  }
  store_rows(row, quad, upper);
  if (TALL) { store_rows(row + 4u, quad, lower); }
}
