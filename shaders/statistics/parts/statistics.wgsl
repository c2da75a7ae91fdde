// What is known of a layer at one step, or of a block of its units. One layout serves both the parts and the whole, so that
// merging parts gives a whole. Welford are over finite values alone; the others are counted.

const BINS = 80u;
// Counts of the histogram, four to a vec4u: count 0 is of the values below its range, count BINS + 1 of those above, and the bins
// stand between.
const COUNT_QUADS = 21u;

struct Statistics {
  output: Welford,          // h, as the next layer sees it
  pre_activation: Welford,  // z
  gradient: Welford,        // ∂loss/∂h
  omega: Welford,           // over units: Σ w of the incoming weights
  tau: Welford,             // over units: Σ w²
  minimum: f32,
  maximum: f32,
  non_finite: u32,
  saturated: u32,
  dead: u32,
  counts: array<vec4u, COUNT_QUADS>,
}
