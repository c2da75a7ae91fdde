// Softmax and cross-entropy, in nats, with the gradient of the mean over the batch:
//   loss_i = log Σⱼ exp(z_ij) − z_i,label        dz = (softmax(z) − onehot(label)) / batch
//   z, dz: [batch, classes]   label, loss: [batch]
// The largest logit is subtracted first, so that no exponential overflows.
// Arrays are row-major without padding. One invocation takes one row.

struct Shape { batch: u32, classes: u32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;
@group(0) @binding(4) var<storage, read_write> dz: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= shape.batch) { return; }
  let start = row * shape.classes;
  let end = start + shape.classes;
  let target_at = start + labels[row];
  var largest = logits[start];
  for (var j = start; j < end; j++) { largest = max(largest, logits[j]); }
  var total = 0.0;
  for (var j = start; j < end; j++) { total += exp(logits[j] - largest); }

  losses[row] = log(total) - (logits[target_at] - largest);
  for (var j = start; j < end; j++) {
    let probability = exp(logits[j] - largest) / total;
    dz[j] = (probability - select(0.0, 1.0, j == target_at)) / f32(shape.batch);
  }
}
