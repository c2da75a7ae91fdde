// Leaky ReLU (Maas et al. 2013), element by element:
//   forward:   y = x for x > 0, α·x otherwise
//   backward:  dx = dy for x > 0, α·dy otherwise        x, y, dy, dx: [count]
// Arrays have no padding. One invocation computes one entry.

struct Constants { alpha: f32 }

@group(0) @binding(0) var<uniform> constants: Constants;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = select(constants.alpha * x[i], x[i], x[i] > 0.0);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&dx)) { return; }
  dx[i] = dy[i] * select(constants.alpha, 1.0, x[i] > 0.0);
}
