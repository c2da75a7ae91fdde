// An activation and its slope for four units at once. Joined with numerics and an activation.

// f(x)
fn activated(x: vec4f) -> vec4f {
  return keep_nan(x, vec4f(activate(x.x), activate(x.y), activate(x.z), activate(x.w)));
}

// f′(x)
fn slopes(x: vec4f) -> vec4f {
  return vec4f(slope(x.x, activate(x.x)), slope(x.y, activate(x.y)), slope(x.z, activate(x.z)), slope(x.w, activate(x.w)));
}
