// A highway layer, backward from ∂loss/∂h (g) to its two ways and past them, with dy = g · drop′:
//   dc = dy·T        δ = dc · f′(z), without a normalisation in the layer's own way
//   δ_T = dy·(c − x)·T·(1 − T), at the input of the gate's sigmoid
//   s = dy·(1 − T), which goes straight to the layer's input
// s takes the place of the candidate; where the own way is normalised, dc takes the place of T. All [batch, width].
// Joined with: numerics, random, hyperparameters, state, padding, dropout, an activation, activated.

struct Shape {
  batch: u32,
  width: u32,
  quads: u32,  // width / 4, rounded up
  layer: u32,  // names the stream of random words that forward drew from
}

override DROPOUT: bool = false;
override NORMALIZED: bool = false;  // a normalisation finds δ from dc

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> g: array<vec4f>;
@group(0) @binding(4) var<storage, read> x: array<vec4f>;
@group(0) @binding(5) var<storage, read> z: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> candidate: array<vec4f>;   // c, then s
@group(0) @binding(7) var<storage, read_write> transform: array<vec4f>;   // T, then dc where NORMALIZED
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
