// A skip connection: adds a tensor to a sum. In the forward pass the tensor is the input of the residual block, in the backward
// pass the gradient that the skip connection carries.

@group(1) @binding(0) var<storage, read_write> skip: array<vec4f>;  // of the result's shape; read only

fn skip_value(at: u32, row: u32, quad: u32) -> vec4f {
  return skip[at];
}
