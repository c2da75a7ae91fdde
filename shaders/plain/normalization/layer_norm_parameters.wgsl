// Layer normalisation, backward to γ and β. For each unit, over the batch, with x̂ = (x − m)/√(v + ε):
//   dγ = Σ dy·x̂        dβ = Σ dy        dy, x: [batch, width]   m, v: [batch]   dγ, dβ: [width]
// Arrays are row-major without padding. One invocation takes one unit.

struct Shape { batch: u32, width: u32 }

const EPSILON = 1e-5;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> means: array<f32>;
@group(0) @binding(3) var<storage, read> variances: array<f32>;
@group(0) @binding(4) var<storage, read> dy: array<f32>;
@group(0) @binding(5) var<storage, read_write> gamma_gradient: array<f32>;
@group(0) @binding(6) var<storage, read_write> beta_gradient: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= shape.width) { return; }
  var product = 0.0;
  var sum = 0.0;
  for (var row = 0u; row < shape.batch; row++) {
    let at = row * shape.width + unit;
    product += dy[at] * (x[at] - means[row]) / sqrt(variances[row] + EPSILON);
    sum += dy[at];
  }
  gamma_gradient[unit] = product;
  beta_gradient[unit] = sum;
}
