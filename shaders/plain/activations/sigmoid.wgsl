// The sigmoid, or logistic function (Rumelhart et al. 1986), element by element:
//   forward:   y = σ(x) = 1/(1 + e⁻ˣ)
//   backward:  dx = dy·σ(x)·(1 − σ(x))        x, y, dy, dx: [count]
// Arrays have no padding. One invocation computes one entry.

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> dy: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = 1.0 / (1.0 + exp(-x[i]));
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&dx)) { return; }
  let s = 1.0 / (1.0 + exp(-x[i]));
  dx[i] = dy[i] * s * (1.0 - s);
}
