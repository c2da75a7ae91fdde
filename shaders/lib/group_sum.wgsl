// Sums over the invocations of a workgroup, for normalisations.

override GROUP: u32 = 64;  // invocations a workgroup, at most 64

// Added to a variance before its root is taken: as PyTorch has it.
const EPSILON = 1e-5;

var<workgroup> summands: array<vec4f, 64>;

// The sum of what all invocations bring, for each of them. All must call it; each adds up alone, so that nobody waits a second time.
fn group_sum(thread: u32, own: vec4f) -> vec4f {
  // Whoever still reads the sum before this one comes first.
  workgroupBarrier();
  summands[thread] = own;
  workgroupBarrier();
  var sum = vec4f(0.0);
  for (var i = 0u; i < GROUP; i++) { sum += summands[i]; }
  return sum;
}
