// Where a run is: the part of a step that changes from step to step. The plan itself moves it on, so that many steps fit in one
// submission. The first kernel of a step copies `next` into `now`; the last one writes `next` from `now`. No dispatch reads what
// it writes, so any number of lanes can share one state.

struct Position {
  step: u32,    // steps trained before this one
  cursor: u32,  // rows already taken in this pass over the data
  epoch: u32,   // whole passes so far
}

struct TrainingState {
  now: Position,
  next: Position,
  rows: u32,       // rows in the part of the dataset that is passed over
  first_row: u32,  // where that part begins
  batch: u32,      // rows taken a step
  shuffle: u32,    // 1: in an order drawn anew for each pass; 0: in the order given
  seed: u32,
}

fn position_after(now: Position, rows: u32, batch: u32) -> Position {
  let reached = now.cursor + batch;
  return Position(now.step + 1u, reached % rows, now.epoch + reached / rows);
}
