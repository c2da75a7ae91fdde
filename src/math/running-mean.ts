/** The mean of what was measured so far; of old measurements it forgets as much as new ones bring. */
export class RunningMean {
  private count = 0;
  private mean = NaN;

  /**
   * @param most measurements that it remembers, so to speak: from then on each new one has the weight 1 / most
   * @param least measurements that it takes to tell anything
   */
  constructor(
    private readonly most: number,
    private readonly least = 1,
  ) {}

  add(value: number): void {
    this.count = Math.min(this.count + 1, this.most);
    this.mean = this.count === 1 ? value : this.mean + (value - this.mean) / this.count;
  }

  /** NaN before there are enough measurements. */
  get value(): number {
    return this.count < this.least ? NaN : this.mean;
  }
}
