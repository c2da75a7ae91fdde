/** The mean and variance of a distribution: what the theory of self-normalising networks follows from layer to layer. */
export interface Moments {
  mean: number;
  /** Population variance: divided by n. */
  variance: number;
}
