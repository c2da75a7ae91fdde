// The batch of one step: its rows, standardised, and their labels.
//   batch[i, f] = (dataset[rows[i], f] − mean[f])·scale[f]        batch_labels[i] = labels[rows[i]]
//   dataset: [all rows, features]   rows, batch_labels: [batch]   mean, scale: [features]   batch: [batch, features]
// Arrays are row-major without padding. One invocation computes one entry; those of the first feature also copy the label.

struct Shape { batch: u32, features: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> dataset: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read> rows: array<u32>;
@group(0) @binding(4) var<storage, read> mean: array<f32>;
@group(0) @binding(5) var<storage, read> scale: array<f32>;
@group(0) @binding(6) var<storage, read_write> batch: array<f32>;
@group(0) @binding(7) var<storage, read_write> batch_labels: array<u32>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = id.x;
  let i = id.y;
  if (f >= shape.features || i >= shape.batch) { return; }
  let row = rows[i];
  batch[i * shape.features + f] = (dataset[row * shape.features + f] - mean[f]) * scale[f];
  if (f == 0u) { batch_labels[i] = labels[row]; }
}
