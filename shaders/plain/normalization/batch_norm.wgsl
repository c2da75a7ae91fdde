// Batch normalisation in training (Ioffe and Szegedy 2015). For each unit, over the rows of the batch:
//   m = mean(x)   v = mean((x − m)²)   y = γ·(x − m)/√(v + ε) + β
//   x, y: [batch, width]   γ, β, m, v: [width]
// Arrays are row-major without padding. One invocation takes one unit.

struct Shape { batch: u32, width: u32 }

const EPSILON = 1e-5;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> beta: array<f32>;
@group(0) @binding(4) var<storage, read_write> means: array<f32>;
@group(0) @binding(5) var<storage, read_write> variances: array<f32>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= shape.width) { return; }
  let rows = f32(shape.batch);
  var mean = 0.0;
  for (var row = 0u; row < shape.batch; row++) { mean += x[row * shape.width + unit] / rows; }
  var variance = 0.0;
  for (var row = 0u; row < shape.batch; row++) {
    let centered = x[row * shape.width + unit] - mean;
    variance += centered * centered / rows;
  }
  for (var row = 0u; row < shape.batch; row++) {
    let at = row * shape.width + unit;
    y[at] = gamma[unit] * (x[at] - mean) / sqrt(variance + EPSILON) + beta[unit];
  }
  means[unit] = mean;
  variances[unit] = variance;
}
