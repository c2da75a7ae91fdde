// The position of a run: what changes from step to step. Kernels advance it, so one submission can hold many steps. The first
// kernel of a step copies `next` to `now`; the last one sets `next` from `now`. No dispatch reads what it writes, so networks
// trained side by side share one state.

struct Position {
  step: u32,    // steps completed before this one
  cursor: u32,  // rows already used in this epoch
  epoch: u32,   // epochs completed
}

struct TrainingState {
  now: Position,
  next: Position,
  rows: u32,       // rows of the part of the dataset that is used
  first_row: u32,  // its first row
  batch: u32,      // rows per step
  shuffle: u32,    // 1: a new permutation in each epoch; 0: the dataset's order
  seed: u32,
}

fn position_after(now: Position, rows: u32, batch: u32) -> Position {
  let reached = now.cursor + batch;
  return Position(now.step + 1u, reached % rows, now.epoch + reached / rows);
}
