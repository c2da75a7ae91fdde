// The sum over the invocations of a workgroup, which the normalisations use.

override GROUP: u32 = 64;  // invocations a workgroup, at most 64

// Added to a variance before its square root is taken, as in PyTorch.
const EPSILON = 1e-5;

var<workgroup> summands: array<vec4f, 64>;

// Returns the sum of `own` over the workgroup. All invocations must call it. Each computes the whole sum, which saves a barrier.
fn group_sum(thread: u32, own: vec4f) -> vec4f {
  // Other invocations may still be reading the summands of the previous call.
  workgroupBarrier();
  summands[thread] = own;
  workgroupBarrier();
  var sum = vec4f(0.0);
  for (var i = 0u; i < GROUP; i++) { sum += summands[i]; }
  return sum;
}
