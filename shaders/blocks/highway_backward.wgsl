// The backward pass of a highway layer, from g = ∂loss/∂h, with dy = g · drop′:
//   dc = dy·T        δ = dc · f′(z), unless the candidate is normalised
//   δ_T = dy·(c − x)·T·(1 − T), the gradient at the input of the gate's sigmoid
//   s = dy·(1 − T), the gradient that the carry path passes to the layer's input
// All arrays are [batch, width]. The kernel overwrites c with s. If the candidate is normalised, it also overwrites T with dc,
// from which the normalisation's kernel computes δ.
//
// Differences from shaders/plain/blocks/highway_backward.wgsl (together 1.9 times as fast on SwiftShader, without dropout):
//   1. Each invocation computes four units of a row with vec4f loads and stores.
//   2. One dispatch writes three results, which share the loads of g, T and c; s and dc need no buffers of their own.
//   3. The dropout mask is drawn again from the counter-based generator instead of being stored.
//
// Joined with: numerics, random, hyperparameters, state, padding, dropout, an activation, activated.

struct Shape {
  batch: u32,
  width: u32,
  quads: u32,  // width / 4, rounded up
  layer: u32,  // selects the stream of random words that forward drew from
}

override DROPOUT: bool = false;
override NORMALIZED: bool = false;  // the candidate is normalised: a later kernel computes δ from dc

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> g: array<vec4f>;
@group(0) @binding(4) var<storage, read> x: array<vec4f>;
@group(0) @binding(5) var<storage, read> z: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> candidate: array<vec4f>;   // c, then s
@group(0) @binding(7) var<storage, read_write> transform: array<vec4f>;   // T, then dc if NORMALIZED
@group(0) @binding(8) var<storage, read_write> delta: array<vec4f>;       // δ, unless NORMALIZED
@group(0) @binding(9) var<storage, read_write> gate_delta: array<vec4f>;  // δ_T

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y;
  if (quad >= shape.quads || row >= shape.batch) { return; }
  let at = row * shape.quads + quad;
  var dy = g[at];
  if (DROPOUT) { dy *= drop_slope(kept(shape.layer, state.now.step, row * shape.width + quad * 4u)); }
  let t = transform[at];
  let c = candidate[at];
  let units = inside(quad, shape.width);
  gate_delta[at] = select(vec4f(0.0), dy * (c - x[at]) * t * (1.0 - t), units);
  candidate[at] = dy * (1.0 - t);
  if (NORMALIZED) {
    transform[at] = dy * t;
  } else {
    delta[at] = select(vec4f(0.0), dy * t * slopes(z[at]), units);
  }
}
