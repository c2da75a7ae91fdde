// Cross-entropy of one row of logits against its label, in nats: log Σⱼ exp(zⱼ) − z_label, with the largest logit subtracted
// first. Expects `logits: array<f32>`.

struct RowLoss {
  loss: f32,
  predicted: u32, // first class with the largest logit; NaN never compares greater
  largest: f32,
  total: f32,     // Σ exp(zⱼ − largest)
}

fn row_loss(row_start: u32, classes: u32, label: u32) -> RowLoss {
  var largest = logits[row_start];
  var first_largest = 0u;
  for (var j = 1u; j < classes; j++) {
    let logit = logits[row_start + j];
    if (logit > largest) {
      largest = logit;
      first_largest = j;
    }
  }
  // The largest logit's own term is exactly 1. Adding it last, inside log1p, keeps the digits of a loss near 0.
  var rest = 0.0;
  for (var j = 0u; j < classes; j++) {
    if (j != first_largest) { rest += exp(logits[row_start + j] - largest); }
  }
  let log_total = select(log(1.0 + rest), log1p_of_unit(min(rest, 1.0)), rest <= 1.0);
  return RowLoss(log_total + (largest - logits[row_start + label]), first_largest, largest, 1.0 + rest);
}

// Invocations of the one workgroup that covers a batch.
const GROUP = 64u;

var<workgroup> losses: array<f32, GROUP>;
var<workgroup> hits: array<u32, GROUP>;

// Adds up the losses and hits of all invocations in losses[0] and hits[0], which only invocation 0 may read. Invocation 0 adds
// them up alone, because 63 additions cost little compared with a dispatch, and on a CPU every barrier switches between all
// invocations.
fn add_up(thread: u32, loss: f32, correct: u32) {
  losses[thread] = loss;
  hits[thread] = correct;
  workgroupBarrier();
  if (thread > 0u) { return; }
  for (var i = 1u; i < GROUP; i++) {
    losses[0] += losses[i];
    hits[0] += hits[i];
  }
}
