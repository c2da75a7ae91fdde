// Batch normalisation in training, backward. For each unit, over the N rows of the batch, with x̂ = (x − m)/√(v + ε):
//   dβ = Σ dy        dγ = Σ dy·x̂        dx = γ/√(v + ε) · (dy − dβ/N − x̂·dγ/N)
//   dy, x, dx: [batch, width]   m, v, γ, dγ, dβ: [width]
// Arrays are row-major without padding. One invocation takes one unit.

struct Shape { batch: u32, width: u32 }

const EPSILON = 1e-5;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> means: array<f32>;
@group(0) @binding(4) var<storage, read> variances: array<f32>;
@group(0) @binding(5) var<storage, read> dy: array<f32>;
@group(0) @binding(6) var<storage, read_write> gamma_gradient: array<f32>;
@group(0) @binding(7) var<storage, read_write> beta_gradient: array<f32>;
@group(0) @binding(8) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= shape.width) { return; }
  let deviation = sqrt(variances[unit] + EPSILON);
  var d_gamma = 0.0;
  var d_beta = 0.0;
  for (var row = 0u; row < shape.batch; row++) {
    let at = row * shape.width + unit;
    d_gamma += dy[at] * (x[at] - means[unit]) / deviation;
    d_beta += dy[at];
  }
  for (var row = 0u; row < shape.batch; row++) {
    let at = row * shape.width + unit;
    let x_hat = (x[at] - means[unit]) / deviation;
    dx[at] = gamma[unit] / deviation * (dy[at] - (d_beta + x_hat * d_gamma) / f32(shape.batch));
  }
  gamma_gradient[unit] = d_gamma;
  beta_gradient[unit] = d_beta;
}
