// Functions that WGSL lacks or computes inaccurately. Each is accurate to a few units in the last place of an f32 unless it says
// otherwise.

// e^x − 1 for x ≤ 0; 0 for a positive x. Near 0 the difference exp(x) − 1 loses all digits, so a Taylor polynomial of degree 7
// is used for −0.5 < x: relative error below 3.0e-7.
fn expm1_of_nonpositive(x: f32) -> f32 {
  let t = min(x, 0.0);
  let series = t * (1.0 + t * (1.0 / 2.0 + t * (1.0 / 6.0 + t * (1.0 / 24.0 + t * (1.0 / 120.0 + t * (1.0 / 720.0 + t / 5040.0))))));
  return select(exp(t) - 1.0, series, t > -0.5);
}

// log(1 + x) for 0 ≤ x ≤ 1, as 2 artanh(x / (2 + x)): seven terms leave an error below 2e-8.
fn log1p_of_unit(x: f32) -> f32 {
  let s = x / (2.0 + x);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

// 1 / (1 + e^−x), with an exponential that never overflows.
fn logistic(x: f32) -> f32 {
  let e = exp(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

// P(N(0, 1) ≤ x), from the rational approximation of erf in Abramowitz and Stegun, 7.1.26: absolute error below 8e-8.
fn normal_distribution(x: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.3275911 * abs(x) * 0.70710678);
  let tail = 0.5 * exp(-0.5 * x * x) *
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return select(tail, 1.0 - tail, x >= 0.0);
}

// WGSL may assume that infinities and NaNs never occur, so x != x cannot find a NaN; the exponent's bits can.
fn is_finite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

// Returns y, or x if x is NaN. Without this a diverged network would look healthy, because max, min and comparisons drop a NaN.
fn keep_nan(x: vec4f, y: vec4f) -> vec4f {
  return select(y, x, (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u));
}
