// ReLU (Nair and Hinton 2010), element by element:
//   forward:   y = max(x, 0)
//   backward:  dx = dy for x > 0, 0 otherwise        x, y, dy, dx: [count]
// Arrays have no padding. One invocation computes one entry.

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read> dy: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = max(x[i], 0.0);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&dx)) { return; }
  dx[i] = select(0.0, dy[i], x[i] > 0.0);
}
