// Selects the rows of one step's batch, converts them to f32 and standardises them.
//   batch[i, f] = (dataset[row(i), f] − mean[f]) · scale[f]        batch_labels[i] = labels[row(i)]
// row(i) follows the dataset's order, or a new permutation in each epoch. This is the first kernel of a step: it sets now ← next.
//
// Differences from shaders/plain/batch/gather_batch.wgsl (together 2.9 times as fast on SwiftShader; f32 rows in order):
//   1. Each invocation fills 64 floats of four rows. Finding a row takes a permutation of several Threefry calls, which serves 64
//      floats. Four rows share the mean and the scale of a feature.
//   2. Images are stored as bytes, four to a word, and converted here. They take a quarter of the memory of f32.
//   3. A dataset larger than one buffer is split into chunks. Each chunk has a dispatch of its own, which leaves the rows of
//      other chunks alone.
//
// The rows of `batch` between the batch size and the next multiple of 4 are undefined.
// Joined with: random, permutation, state.

struct Shape {
  features: u32,
  stride: u32,  // floats in a row of `batch`: features, padded to a multiple of 4
  // The chunk of the dataset that `dataset` holds:
  first_row: u32,
  rows: u32,
}

// Floats of a row that one invocation fills.
const PIECE = 64u;

override BYTES: bool = false;  // a feature is one byte, four to a word; otherwise an f32
override WHOLE: bool = true;   // the chunk is the whole dataset

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> state: TrainingState;
@group(0) @binding(2) var<storage, read> dataset: array<u32>;         // [rows, features], from first_row on
@group(0) @binding(3) var<storage, read> labels: array<u32>;          // of the whole dataset
@group(0) @binding(4) var<storage, read> standardization: array<vec2f>;  // [features]: mean, scale
@group(0) @binding(5) var<storage, read_write> batch: array<f32>;     // [batch, stride]
@group(0) @binding(6) var<storage, read_write> batch_labels: array<u32>;

fn dataset_row(i: u32) -> u32 {
  let position = state.next.cursor + i;
  let epoch = state.next.epoch + position / state.rows;
  var row = position % state.rows;
  if (state.shuffle == 1u) {
    row = permute(row, state.rows, state.seed, epoch);
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
  // The indices of rows in earlier chunks wrap around to large numbers.
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
