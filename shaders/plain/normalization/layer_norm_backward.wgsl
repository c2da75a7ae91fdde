// Layer normalisation, backward to its input. For each row, with x̂ = (x − m)/√(v + ε), d = γ·dy and means over the units:
//   dx = (d − mean(d) − x̂·mean(d·x̂))/√(v + ε)        dy, x, dx: [batch, width]   γ: [width]   m, v: [batch]
// Arrays are row-major without padding. One invocation takes one row.

struct Shape { batch: u32, width: u32 }

const EPSILON = 1e-5;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> means: array<f32>;
@group(0) @binding(4) var<storage, read> variances: array<f32>;
@group(0) @binding(5) var<storage, read> dy: array<f32>;
@group(0) @binding(6) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= shape.batch) { return; }
  let start = row * shape.width;
  let deviation = sqrt(variances[row] + EPSILON);
  var mean_d = 0.0;
  var mean_product = 0.0;
  for (var j = 0u; j < shape.width; j++) {
    let d = gamma[j] * dy[start + j] / f32(shape.width);
    mean_d += d;
    mean_product += d * (x[start + j] - means[row]) / deviation;
  }
  for (var j = 0u; j < shape.width; j++) {
    let x_hat = (x[start + j] - means[row]) / deviation;
    dx[start + j] = (gamma[j] * dy[start + j] - mean_d - x_hat * mean_product) / deviation;
  }
}
