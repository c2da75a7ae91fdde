// The output of a highway layer (Srivastava, Greff, Schmidhuber 2015):
//   h = drop(c·T + x·(1 − T))        c: the layer's candidate   T: its transform gate   x: its input; all [batch, width]
//
// Differences from shaders/plain/blocks/highway.wgsl (together 1.5 times as fast on SwiftShader, without dropout):
//   1. Each invocation computes four units of a row with vec4f loads and stores.
//   2. Dropout is applied here, which saves a dispatch and a pass over h. Measured for the matmul: 1.0 to 1.2 times as fast as
//      three more dispatches.
//
// Joined with: numerics, random, hyperparameters, state, padding, dropout.

struct Shape {
  batch: u32,
  width: u32,
  quads: u32,  // width / 4, rounded up
  layer: u32,  // selects the stream of random words
}

override DROPOUT: bool = false;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<uniform> hyper: Hyperparameters;
@group(0) @binding(2) var<storage, read> state: TrainingState;
@group(0) @binding(3) var<storage, read> candidate: array<vec4f>;
@group(0) @binding(4) var<storage, read> transform: array<vec4f>;
// x is read only. It may share a buffer with h, and a dispatch may use a buffer in one way only, so both are read_write.
@group(0) @binding(5) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> h: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y;
  if (quad >= shape.quads || row >= shape.batch) { return; }
  let at = row * shape.quads + quad;
  let t = transform[at];
  var y = candidate[at] * t + x[at] * (1.0 - t);
  if (DROPOUT) { y = drop(y, kept(shape.layer, state.now.step, row * shape.width + quad * 4u)); }
  // The gate's padding is not 0, so the result's is set to 0.
  h[at] = select(vec4f(0.0), y, inside(quad, shape.width));
}
