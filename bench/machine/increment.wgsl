// x ← x + 1, by one invocation: measures only the latency of a dispatch that depends on the one before it.

@group(0) @binding(0) var<storage, read_write> x: array<u32>;

@compute @workgroup_size(1)
fn main() {
  x[0] = x[0] + 1u;
}
