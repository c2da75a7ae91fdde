/** The mean and variance of a distribution, which theory propagates from layer to layer. */
export interface Moments {
  mean: number;
  /** The population variance: the sum of squared deviations divided by n. */
  variance: number;
}
