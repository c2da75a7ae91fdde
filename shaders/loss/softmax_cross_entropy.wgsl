// Softmax and mean cross-entropy over the batch, and the gradient, in one dispatch of one workgroup:
//   loss = mean_i (log Σⱼ exp(z_ij) − z_i,label)        δ = (softmax(z) − onehot(label)) / batch        z, δ: [batch, classes]
// This is the last kernel of a forward pass: it sets next ← the position after now.
//
// Differences from shaders/plain/loss/softmax_cross_entropy.wgsl (together 0.5 times as fast on SwiftShader; the plain
// kernel computes neither the mean nor the accuracy):
//   1. Loss, accuracy and gradient come from one dispatch and share the maximum and the sum of exponentials of a row.
//   2. One workgroup adds up the losses of all rows, so no second dispatch and no float atomics are needed, and every run gives
//      the same bits.
//
// Joined with: numerics, state, cross_entropy.

struct Shape {
  batch: u32,
  classes: u32,
  stride: u32,  // floats in a row: classes, padded to a multiple of 4; the padding of δ is set to 0
}

struct Metrics {
  loss: f32,      // mean over the batch
  correct: u32,   // rows classified correctly
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> state: TrainingState;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> labels: array<u32>;
@group(0) @binding(4) var<storage, read_write> delta: array<f32>;
@group(0) @binding(5) var<storage, read_write> metrics: Metrics;

@compute @workgroup_size(GROUP)
fn main(@builtin(local_invocation_index) thread: u32) {
  let share = 1.0 / f32(shape.batch);
  var loss = 0.0;
  var correct = 0u;
  for (var row = thread; row < shape.batch; row += GROUP) {
    let start = row * shape.stride;
    let label = labels[row];
    let result = row_loss(start, shape.classes, label);
    loss += result.loss;
    correct += select(0u, 1u, result.predicted == label);
    for (var j = 0u; j < shape.stride; j++) {
      let probability = exp(logits[start + j] - result.largest) / result.total;
      let d = (probability - select(0.0, 1.0, j == label)) * share;
      delta[start + j] = select(0.0, d, j < shape.classes);
    }
  }

  add_up(thread, loss, correct);
  if (thread == 0u) {
    metrics.loss = losses[0] * share;
    metrics.correct = hits[0];
    state.next = position_after(state.now, state.rows, state.batch);
  }
}
