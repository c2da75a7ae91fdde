// Layer normalisation (Ba, Kiros, Hinton 2016). For each row, over its units:
//   m = mean(x)   v = mean((x − m)²)   y = γ·(x − m)/√(v + ε) + β
//   x, y: [batch, width]   γ, β: [width]   m, v: [batch]
// Arrays are row-major without padding. One invocation takes one row.

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
  let row = id.x;
  if (row >= shape.batch) { return; }
  let start = row * shape.width;
  let units = f32(shape.width);
  var mean = 0.0;
  for (var j = 0u; j < shape.width; j++) { mean += x[start + j] / units; }
  var variance = 0.0;
  for (var j = 0u; j < shape.width; j++) {
    let centered = x[start + j] - mean;
    variance += centered * centered / units;
  }
  for (var j = 0u; j < shape.width; j++) {
    y[start + j] = gamma[j] * (x[start + j] - mean) / sqrt(variance + EPSILON) + beta[j];
  }
  means[row] = mean;
  variances[row] = variance;
}
