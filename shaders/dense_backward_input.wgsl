// A dense layer, backward to its input, and on through the dropout and the activation of the layer below, in one dispatch:
//   g = δ·Wᵀ        δ_below = g · drop′ · f′(z_below)        δ: [batch, out]   W: [in, out]   g, z_below, δ_below: [batch, in]
// δ is ∂loss/∂z of this layer, g is ∂loss/∂h of the layer below, δ_below its ∂loss/∂z. Padding as in dense_forward.
// Each invocation computes 4 rows × 4 columns of g.
// Joined with: numerics, random, lane, state, dropout, the activation of the layer below.

struct Shape {
  batch: u32,
  in: u32,
  in_quads: u32,
  out_quads: u32,
  layer_below: u32,  // names the stream of random words that forward drew from
}

override DROPOUT: bool = false;
override KEEP_GRADIENT: bool = false;  // store g, which only the statistics read
override GROUP_X: u32 = 8;  // quads of columns a workgroup
override GROUP_Y: u32 = 8;  // quads of rows a workgroup

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> lane: Lane;
@group(0) @binding(2) var<storage, read> state: TrainingState;
// Only read, but it may lie in one buffer with δ_below, and WebGPU lets a dispatch use a buffer in one way alone.
@group(0) @binding(3) var<storage, read_write> delta: array<vec4f>;        // [batch, out]
@group(0) @binding(4) var<storage, read> weight: array<vec4f>;             // [in, out]
@group(0) @binding(5) var<storage, read> z_below: array<vec4f>;            // [batch, in]
@group(0) @binding(6) var<storage, read_write> delta_below: array<vec4f>;  // [batch, in]
@group(0) @binding(7) var<storage, read_write> gradient: array<vec4f>;     // [batch, in]

fn slope_at(z: f32) -> f32 {
  return slope(z, activate(z));
}

fn store(row: u32, quad: u32, g: vec4f) {
  if (row >= shape.batch) { return; }
  let at = row * shape.in_quads + quad;
  let z = z_below[at];
  var through = vec4f(slope_at(z.x), slope_at(z.y), slope_at(z.z), slope_at(z.w));
  if (DROPOUT) {
    through *= drop_slope(kept(shape.layer_below, state.now.step, row * shape.in + quad * 4u));
  }
  if (KEEP_GRADIENT) {
    gradient[at] = g;
  }
  delta_below[at] = g * through;
}

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y * 4u;
  if (quad >= shape.in_quads || row >= shape.batch) { return; }

  var g0 = vec4f(0.0);
  var g1 = vec4f(0.0);
  var g2 = vec4f(0.0);
  var g3 = vec4f(0.0);
  for (var n = 0u; n < shape.out_quads; n++) {
    let d0 = delta[row * shape.out_quads + n];
    let d1 = delta[(row + 1u) * shape.out_quads + n];
    let d2 = delta[(row + 2u) * shape.out_quads + n];
    let d3 = delta[(row + 3u) * shape.out_quads + n];
    let w0 = weight[(quad * 4u) * shape.out_quads + n];
    let w1 = weight[(quad * 4u + 1u) * shape.out_quads + n];
    let w2 = weight[(quad * 4u + 2u) * shape.out_quads + n];
    let w3 = weight[(quad * 4u + 3u) * shape.out_quads + n];
    g0 += vec4f(dot(d0, w0), dot(d0, w1), dot(d0, w2), dot(d0, w3));
    g1 += vec4f(dot(d1, w0), dot(d1, w1), dot(d1, w2), dot(d1, w3));
    g2 += vec4f(dot(d2, w0), dot(d2, w1), dot(d2, w2), dot(d2, w3));
    g3 += vec4f(dot(d3, w0), dot(d3, w1), dot(d3, w2), dot(d3, w3));
  }
  store(row, quad, g0);
  store(row + 1u, quad, g1);
  store(row + 2u, quad, g2);
  store(row + 3u, quad, g3);
}
