// A highway layer (Srivastava, Greff, Schmidhuber 2015), element by element: the gate T mixes the candidate c and the input x.
//   y = c·T + x·(1 − T)        c, T, x, y: [batch, width]
// Arrays have no padding. One invocation computes one entry.

@group(0) @binding(0) var<storage, read> candidate: array<f32>;
@group(0) @binding(1) var<storage, read> gate: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = candidate[i] * gate[i] + x[i] * (1.0 - gate[i]);
}
