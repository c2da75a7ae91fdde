/** The mean of the values so far. After `window` values it is an exponential moving average. */
export class RunningMean {
  private count = 0;
  private mean = NaN;

  /**
   * @param window number of values after which each new value has the weight 1 / window
   * @param minimum number of values below which the mean is NaN
   */
  constructor(
    private readonly window: number,
    private readonly minimum = 1,
  ) {}

  add(value: number): void {
    this.count = Math.min(this.count + 1, this.window);
    this.mean = this.count === 1 ? value : this.mean + (value - this.mean) / this.count;
  }

  /** The mean; NaN before there are `minimum` values. */
  get value(): number {
    return this.count < this.minimum ? NaN : this.mean;
  }
}
