// x ← x + 1, by one invocation: nothing but the price of a dispatch that needs the one before it.

@group(0) @binding(0) var<storage, read_write> x: array<u32>;

@compute @workgroup_size(1)
fn main() {
  x[0] = x[0] + 1u;
}
