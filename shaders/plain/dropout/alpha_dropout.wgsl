// Alpha dropout (Klambauer et al. 2017, "New Dropout Technique"), elementwise; d = 1 if a unit is kept, else 0:
//   forward:   h = a·(y·d + α′·(1 − d)) + b        y, h: [batch, width]
//   backward:  dy = a·d·dh                          dh, dy: [batch, width]
// α′ = −λα; a and b keep the mean and variance of the layer. Ordinary dropout is α′ = b = 0, a = 1/(1 − rate).
// Arrays have no padding. One invocation computes one entry.

struct Coefficients { a: f32, b: f32, alpha_prime: f32 }

@group(0) @binding(0) var<uniform> coefficients: Coefficients;
@group(0) @binding(1) var<storage, read> keep: array<u32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> h: array<f32>;
@group(0) @binding(4) var<storage, read> dh: array<f32>;
@group(0) @binding(5) var<storage, read_write> dy: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&h)) { return; }
  let kept_value = select(coefficients.alpha_prime, y[i], keep[i] == 1u);
  h[i] = coefficients.a * kept_value + coefficients.b;
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&dy)) { return; }
  dy[i] = select(0.0, coefficients.a * dh[i], keep[i] == 1u);
}
