enable subgroups;

// Four invocations that follow one another in their workgroup share what each has loaded. Stands first of all parts.
// In the place of this part no_sharing may stand, which shares nothing.

// A value from each of the four, in their order: one in each column.
fn of_all_four(own: vec4f) -> mat4x4f {
  return mat4x4f(quadBroadcast(own, 0u), quadBroadcast(own, 1u), quadBroadcast(own, 2u), quadBroadcast(own, 3u));
}
