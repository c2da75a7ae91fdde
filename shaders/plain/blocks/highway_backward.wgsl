// A highway layer, backward, element by element, with the gate T = σ(z_T):
//   dc = dy·T   dz_T = dy·(c − x)·T·(1 − T)   dx = dy·(1 − T)        all [batch, width]
// dx is the part of the input's gradient that goes past the layer's own weights.
// Arrays have no padding. One invocation computes one entry of each result.

@group(0) @binding(0) var<storage, read> candidate: array<f32>;
@group(0) @binding(1) var<storage, read> gate: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> candidate_gradient: array<f32>;
@group(0) @binding(5) var<storage, read_write> gate_gradient: array<f32>;
@group(0) @binding(6) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&dx)) { return; }
  let t = gate[i];
  candidate_gradient[i] = dy[i] * t;
  gate_gradient[i] = dy[i] * (candidate[i] - x[i]) * t * (1.0 - t);
  dx[i] = dy[i] * (1.0 - t);
}
