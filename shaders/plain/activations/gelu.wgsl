// GELU (Hendrycks and Gimpel 2016), element by element:
//   forward:   y = x·Φ(x)
//   backward:  dx = dy·(Φ(x) + x·φ(x))        x, y, dy, dx: [count]
// Φ and φ: distribution function and density of the standard normal; Φ by Abramowitz and Stegun 1964, formula 7.1.26.
// Arrays have no padding. One invocation computes one entry.

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> dy: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

const PI = 3.14159265;

fn normal_distribution(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x) / sqrt(2.0));
  let polynomial = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  let tail = 0.5 * polynomial * exp(-0.5 * x * x);
  return select(tail, 1.0 - tail, x > 0.0);
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = x[i] * normal_distribution(x[i]);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&dx)) { return; }
  let density = exp(-0.5 * x[i] * x[i]) / sqrt(2.0 * PI);
  dx[i] = dy[i] * (normal_distribution(x[i]) + x[i] * density);
}
