// SELU (Klambauer et al. 2017, equation 2), element by element:
//   forward:   y = λ·x for x > 0, λ·α·(eˣ − 1) otherwise
//   backward:  dx = dy·λ for x > 0, dy·λ·α·eˣ otherwise        x, y, dy, dx: [count]
// Arrays have no padding. One invocation computes one entry.

struct Constants { alpha: f32, lambda: f32 }

@group(0) @binding(0) var<uniform> constants: Constants;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&y)) { return; }
  let negative = constants.alpha * (exp(x[i]) - 1.0);
  y[i] = constants.lambda * select(negative, x[i], x[i] > 0.0);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&dx)) { return; }
  let slope = select(constants.alpha * exp(x[i]), 1.0, x[i] > 0.0);
  dx[i] = dy[i] * constants.lambda * slope;
}
