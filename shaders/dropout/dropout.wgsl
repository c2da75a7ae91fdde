// Dropout of four units at once. Standard and alpha dropout have the same form: a kept value y becomes keep_scale · y +
// keep_shift, and a dropped one becomes dropped_value. With keep probability q = 1 − rate:
//   ordinary  keep_scale = 1/q, keep_shift = 0, dropped_value = 0
//   alpha     keep_scale = a,   keep_shift = b, dropped_value = a·α′ + b    (Klambauer et al. 2017, section "New Dropout
//             Technique": a and b keep the mean and variance of the layer at their target)
// The mask is not stored: forward and backward draw the same words for (seed, layer, step, element).

// Returns which of four neighbouring units are kept. The first one's index within its row is divisible by 4.
fn kept(layer: u32, step: u32, first_element: u32) -> vec4<bool> {
  let key = stream_key(hyper.seed, PURPOSE_DROPOUT, layer);
  // Two elements share a block of two words. `first_element` may be odd if the width is odd.
  let block = first_element >> 1u;
  let words = vec4u(threefry(key, vec2u(step, block)), threefry(key, vec2u(step, block + 1u)));
  var drawn = words;
  if ((first_element & 1u) == 1u) {
    drawn = vec4u(words.yzw, threefry(key, vec2u(step, block + 2u)).x);
  }
  return drawn >= vec4u(hyper.drop_threshold);
}

fn drop(y: vec4f, keep: vec4<bool>) -> vec4f {
  return select(vec4f(hyper.dropped_value), hyper.keep_scale * y + hyper.keep_shift, keep);
}

fn drop_slope(keep: vec4<bool>) -> vec4f {
  return select(vec4f(0.0), vec4f(hyper.keep_scale), keep);
}
