// Which invocations share: each of a workgroup of 64 writes the numbers of the four that it shares with, its own among them.
// Kernels count on 4⌊i/4⌋ … 4⌊i/4⌋ + 3 for invocation i, which WebGPU leaves open.
// Joined with: sharing.

@group(0) @binding(0) var<storage, read_write> members: array<vec4f>;  // [64]

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) i: u32) {
  let shared_numbers = of_all_four(vec4f(f32(i)));
  members[i] = vec4f(shared_numbers[0].x, shared_numbers[1].x, shared_numbers[2].x, shared_numbers[3].x);
}
