// The batch of one step: its rows chosen, converted and standardised.
//   batch[i, f] = (dataset[row(i), f] − mean[f]) · scale[f]        batch_labels[i] = labels[row(i)]
// where row(i) follows the order given or one drawn anew for each pass over the data. Opens the step: now ← next.
// Each invocation finds four rows and fills 64 floats of each, so that what standardises a feature is loaded once for four.
// The buffer of `batch` holds a multiple of 4 rows, of which those past the batch mean nothing.
// Joined with: random, permutation, state.

struct Shape {
  features: u32,
  stride: u32,  // floats in a row of `batch`: features, padded to a multiple of 4
  // The stretch of the dataset that lies in `dataset`. Each stretch has a dispatch of its own, which leaves the others' rows alone.
  first_row: u32,
  rows: u32,
}

// Floats of a row that one invocation fills: finding the row costs about as much again. No invocation waits for another, so no
// workgroup memory is shared.
const PIECE = 64u;

// The dataset holds one byte a feature (images), four to a word, or one f32.
override BYTES: bool = false;
// The stretch is all of the dataset.
override WHOLE: bool = true;

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> state: TrainingState;
@group(0) @binding(2) var<storage, read> dataset: array<u32>;         // [rows, features], from first_row on
@group(0) @binding(3) var<storage, read> labels: array<u32>;          // of all rows
@group(0) @binding(4) var<storage, read> standardization: array<vec2f>;  // [features]: mean, scale
@group(0) @binding(5) var<storage, read_write> batch: array<f32>;     // [batch, stride]
@group(0) @binding(6) var<storage, read_write> batch_labels: array<u32>;

fn dataset_row(i: u32) -> u32 {
  let position = state.next.cursor + i;
  let pass_over = state.next.epoch + position / state.rows;
  var row = position % state.rows;
  if (state.shuffle == 1u) {
    row = permute(row, state.rows, state.seed, pass_over);
  }
  return state.first_row + row;
}

fn value(row: u32, feature: u32) -> f32 {
  let index = row * shape.features + feature;
  if (BYTES) {
    return f32((dataset[index >> 2u] >> ((index & 3u) * 8u)) & 0xffu);
  }
  return bitcast<f32>(dataset[index]);
}

@compute @workgroup_size(1, 16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * 4u;
  if (i >= state.batch) { return; }
  let rows = vec4u(dataset_row(i), dataset_row(i + 1u), dataset_row(i + 2u), dataset_row(i + 3u));
  let first = id.x * PIECE;
  if (first == 0u) {
    for (var r = 0u; r < min(4u, state.batch - i); r++) { batch_labels[i + r] = labels[rows[r]]; }
    if (i == 0u) { state.now = state.next; }
  }
  // Rows of other stretches come out below 0, that is large.
  let local = rows - vec4u(shape.first_row);
  let here = vec4<bool>(WHOLE) | (local < vec4u(shape.rows));
  let source = select(vec4u(0u), local, here);
  for (var f = first; f < min(first + PIECE, shape.stride); f++) {
    var x = vec4f(0.0);
    if (f < shape.features) {
      let s = standardization[f];
      x = (vec4f(value(source.x, f), value(source.y, f), value(source.z, f), value(source.w, f)) - s.x) * s.y;
    }
    let at = i * shape.stride + f;
    if (here.x) { batch[at] = x.x; }
    if (here.y) { batch[at + shape.stride] = x.y; }
    if (here.z) { batch[at + 2u * shape.stride] = x.z; }
    if (here.w) { batch[at + 3u * shape.stride] = x.w; }
  }
}
