/** The mean of what was measured so far; of old measurements it forgets as much as new ones bring. */
export class RunningMean {
  private count = 0;
  private mean = NaN;

  /** @param most measurements that it remembers, so to speak: from then on each new one has the weight 1 / most */
  constructor(private readonly most: number) {}

  add(value: number): void {
    this.count = Math.min(this.count + 1, this.most);
    this.mean = this.count === 1 ? value : this.mean + (value - this.mean) / this.count;
  }

  /** NaN before the first measurement. */
  get value(): number {
    return this.mean;
  }
}
