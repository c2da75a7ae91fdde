// Adds one batch of held-out rows to the running totals of an evaluation, in one workgroup:
//   totals.loss += Σ_i cross-entropy(z_i, label_i)        totals.correct += Σ_i [argmax z_i = label_i]        z: [batch, classes]
//   totals.confusion[label_i, argmax z_i] += 1            [classes, classes], unless there are too many classes
// Rows after the end of the held-out part, which fill up the last batch, do not count. Advances the evaluation's position.
// Joined with: numerics, state, cross_entropy.

struct Shape {
  classes: u32,
  stride: u32,
  counted: u32,  // classes of the confusion matrix: all of them, or 0 for no matrix
}

struct Totals {
  loss: f32,
  correct: u32,
  confusion: array<atomic<u32>>,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> state: TrainingState;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> labels: array<u32>;
@group(0) @binding(4) var<storage, read_write> totals: Totals;

@compute @workgroup_size(GROUP)
fn main(@builtin(local_invocation_index) thread: u32) {
  let rows = min(state.batch, state.rows - min(state.rows, state.now.cursor));
  var loss = 0.0;
  var correct = 0u;
  for (var row = thread; row < rows; row += GROUP) {
    let label = labels[row];
    let result = row_loss(row * shape.stride, shape.classes, label);
    loss += result.loss;
    correct += select(0u, 1u, result.predicted == label);
    // Integer atomics give the same result in any order.
    if (shape.counted > 0u) { atomicAdd(&totals.confusion[label * shape.counted + result.predicted], 1u); }
  }

  add_up(thread, loss, correct);
  if (thread == 0u) {
    totals.loss += losses[0];
    totals.correct += hits[0];
    state.next = position_after(state.now, state.rows, state.batch);
  }
}
