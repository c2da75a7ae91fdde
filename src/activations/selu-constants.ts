/** SELU's constants for the fixed point (0, 1): Klambauer et al. 2017, equation (14), to 32 digits; here as float64. */
export const SELU_ALPHA = 1.6732632423543772848170429916717;
export const SELU_LAMBDA = 1.0507009873554804934193349852946;
