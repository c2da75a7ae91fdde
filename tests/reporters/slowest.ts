import type { Reporter, TestCase, TestModule } from 'vitest/node';

const COUNT = 20;

/** Lists the slowest tests of a run, over all projects. */
export default class SlowestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const slowest = tests
      .map((test) => ({ test, duration: test.diagnostic()?.duration ?? 0 }))
      .toSorted((a, b) => b.duration - a.duration)
      .slice(0, COUNT);
    if (slowest.length < COUNT) return;
    console.log(`\nThe slowest ${COUNT} tests:`);
    for (const { test, duration } of slowest) console.log(`${seconds(duration)}  ${describe(test)}`);
  }
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
const describe = (test: TestCase) =>
  `[${test.project.name}] ${test.module.relativeModuleId} > ${test.fullName.replaceAll(/\s+/g, ' ')}`;
