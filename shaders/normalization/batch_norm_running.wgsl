// The running moments of batch normalisation, for all layers in one dispatch, with PyTorch's momentum:
//   r ← 0.9·r + 0.1·m        s ← 0.9·s + 0.1·v·N/(N − 1)        N: rows of the batch, at least 2
// Both buffers hold [layers][2, width]: means, then variances; those of the batch are population variances.
//
// Differences from shaders/plain/normalization/batch_norm_running.wgsl (no faster on SwiftShader):
//   1. Each invocation updates four moments with vec4f loads, and one dispatch serves all layers.

struct Shape {
  quads: u32,         // vec4f in all layers
  layer_stride: u32,  // from one layer to the next, in vec4f
  mean_quads: u32,    // vec4f of means at the start of each layer
  batch: u32,
}

const NEWEST = 0.1;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> moments: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> running: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= shape.quads) { return; }
  let rows = f32(shape.batch);
  let unbiased = select(1.0, rows / (rows - 1.0), i % shape.layer_stride >= shape.mean_quads);
  running[i] = (1.0 - NEWEST) * running[i] + NEWEST * unbiased * moments[i];
}
