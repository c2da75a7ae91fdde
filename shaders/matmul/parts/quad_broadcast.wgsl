enable subgroups;

// Shares a value among the four invocations of a subgroup quad. This part comes first, because `enable` must precede all
// declarations.

// The value of each of the four invocations, in their order, one in each column.
fn from_subgroup_quad(own: vec4f) -> mat4x4f {
  return mat4x4f(quadBroadcast(own, 0u), quadBroadcast(own, 1u), quadBroadcast(own, 2u), quadBroadcast(own, 3u));
}
