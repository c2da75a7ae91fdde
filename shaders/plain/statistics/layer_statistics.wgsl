// Statistics of one hidden layer, over its units and the batch:
//   mean = Σ h/n   variance = Σ (h − mean)²/n   minimum, maximum        over the n finite entries of h [count]
//   non_finite: number of infinities and NaNs in h
//   saturated: number of |f′(z)| < threshold   dead: number of f′(z) = 0        slopes f′(z): [count]
// Arrays have no padding. One invocation computes all statistics, in two passes, because mean(h²) − mean² would cancel.

struct Statistics { mean: f32, variance: f32, minimum: f32, maximum: f32, non_finite: f32, saturated: f32, dead: f32 }

@group(0) @binding(0) var<uniform> threshold: f32;
@group(0) @binding(1) var<storage, read> h: array<f32>;
@group(0) @binding(2) var<storage, read> slopes: array<f32>;
@group(0) @binding(3) var<storage, read_write> statistics: Statistics;

fn is_finite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

@compute @workgroup_size(1)
fn main() {
  var s = Statistics(0.0, 0.0, 3.4e38, -3.4e38, 0.0, 0.0, 0.0);
  for (var i = 0u; i < arrayLength(&h); i++) {
    if (abs(slopes[i]) < threshold) { s.saturated += 1.0; }
    if (slopes[i] == 0.0) { s.dead += 1.0; }
    if (!is_finite(h[i])) { s.non_finite += 1.0; continue; }
    s.mean += h[i];
    s.minimum = min(s.minimum, h[i]);
    s.maximum = max(s.maximum, h[i]);
  }
  let finite = f32(arrayLength(&h)) - s.non_finite;
  s.mean /= finite;
  for (var i = 0u; i < arrayLength(&h); i++) {
    let centered = h[i] - s.mean;
    if (is_finite(h[i])) { s.variance += centered * centered / finite; }
  }
  statistics = s;
}
