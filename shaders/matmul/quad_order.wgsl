// Finds which invocations form a subgroup quad: each invocation of a workgroup of 64 writes the numbers of the four in its quad.
// WebGPU does not define the order. The matmul kernels use quadBroadcast only if invocation i is in the quad of 4⌊i/4⌋ to
// 4⌊i/4⌋ + 3.
// Joined with: quad_broadcast.

@group(0) @binding(0) var<storage, read_write> members: array<vec4f>;  // [64]

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) i: u32) {
  let numbers = from_subgroup_quad(vec4f(f32(i)));
  members[i] = vec4f(numbers[0].x, numbers[1].x, numbers[2].x, numbers[3].x);
}
