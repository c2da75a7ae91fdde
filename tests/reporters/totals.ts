import type { Reporter, TestModule } from 'vitest/node';

/** Prints the totals of all projects at the end of a run: `N passed, N failed, N skipped`. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const totals = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) totals[test.result().state]++;
      // A file that cannot be loaded or whose hooks fail may have no failed test; it counts as one.
      if (module.state() === 'failed' && module.errors().length > 0) totals.failed++;
    }
    totals.failed += unhandledErrors.length;
    console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped + totals.pending} skipped`);
  }
}
