// The running moments of batch normalisation after a step, which evaluation uses (momentum 0.1, as in PyTorch). For each unit:
//   r ← 0.9·r + 0.1·m        s ← 0.9·s + 0.1·v·batch/(batch − 1)        m, v, r, s: [width]
// m and v are the batch's mean and population variance; s is unbiased. The batch has at least 2 rows.
// Arrays have no padding. One invocation takes one unit.

struct Shape { batch: u32 }

const MOMENTUM = 0.1;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> means: array<f32>;
@group(0) @binding(2) var<storage, read> variances: array<f32>;
@group(0) @binding(3) var<storage, read_write> running_means: array<f32>;
@group(0) @binding(4) var<storage, read_write> running_variances: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= arrayLength(&means)) { return; }
  let rows = f32(shape.batch);
  let unbiased = variances[unit] * rows / (rows - 1.0);
  running_means[unit] = (1.0 - MOMENTUM) * running_means[unit] + MOMENTUM * means[unit];
  running_variances[unit] = (1.0 - MOMENTUM) * running_variances[unit] + MOMENTUM * unbiased;
}
