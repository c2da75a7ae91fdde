// The end of a residual block (He et al. 2015), element by element: the block's input is added before the activation.
//   z = u + x        u, x, z: [batch, width]        Backward: du = dx = dz.
// Arrays have no padding. One invocation computes one entry.

@group(0) @binding(0) var<storage, read> u: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> z: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= arrayLength(&z)) { return; }
  z[i] = u[i] + x[i];
}
