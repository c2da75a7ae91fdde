// What is known of a layer at one step, or of a block of its units. One layout serves both the parts and the whole, so that
// merging parts gives a whole. Moments are over finite values alone; the others are counted.

const BINS = 80u;

struct Statistics {
  output: Moments,          // h, as the next layer sees it
  pre_activation: Moments,  // z
  gradient: Moments,        // ∂loss/∂h
  omega: Moments,           // over units: Σ w of the incoming weights
  tau: Moments,             // over units: Σ w²
  minimum: f32,
  maximum: f32,
  non_finite: u32,
  saturated: u32,
  dead: u32,
  below: u32,
  above: u32,
  counts: array<u32, BINS>,
}
