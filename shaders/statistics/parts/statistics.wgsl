// The statistics of a layer at one step, or of a part of it. Parts and merged statistics have the same layout. Moments are over
// finite values only; other values are counted.

const BINS = 80u;
// Counts of the histogram, four to a vec4u: count 0 is for values below its range, counts 1 … BINS are the bins, and count
// BINS + 1 is for values above it.
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
