// Stores the gradients that matmul backward_weight computes.

@group(1) @binding(0) var<storage, read_write> weight_gradient: array<vec4f>;  // [layers][in, out]
@group(1) @binding(1) var<storage, read_write> bias_gradient: array<vec4f>;    // [layers][out]

fn take_weight_gradient(i: u32, gradient: vec4f) {
  weight_gradient[i] = gradient;
}

fn take_bias_gradient(i: u32, gradient: vec4f) {
  bias_gradient[i] = gradient;
}
