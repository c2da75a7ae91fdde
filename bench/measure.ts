/** Measures one case: compares the first losses of the contestants, warms them up and times them in turns. */
import { countCalls } from './calls';
import { caseName, type Case } from './cases';
import type { Contestant, Engine } from './engines/engine';
import { alike, equal, expectedLosses, firstLosses } from './first-losses';
import { bytesOf, flopsOf, leastTime, type Machine } from './limit';
import { problemOf, type Problem } from './problem';
import type { CaseResult, ContestantResult, Settings, Timing } from './result';
import { spreadOf, timeOf } from './statistics';

/** Steps queued to measure JavaScript's share: few enough that no queue fills up, many enough to share a submission. */
const MOST_QUEUED = 20;
const QUEUED_REPEATS = 5;
const MOST_STEPS = 5000;

interface Entry {
  engine: Engine;
  contestant: Contestant | null;
  firstLosses: number[];
  refused: string | null;
}

type Report = (progress: string) => void;

/** Times one case after another on the same engines. */
export class Measurer {
  private readonly engines: readonly Engine[];
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly report: Report;
  /** By the name of each case without dropout: the engines that must not be timed with dropout either, and the reasons. */
  private readonly verdicts = new Map<string, Map<Engine, string>>();

  constructor(engines: readonly Engine[], machine: Machine, settings: Settings, report: Report) {
    this.engines = engines;
    this.machine = machine;
    this.settings = settings;
    this.report = report;
  }

  async measure(each: Case): Promise<CaseResult> {
    if (each.dropout > 0) await this.settleWithoutDropout(each);
    const name = caseName(each);
    const { entries, expected } = await this.prepare(each);
    const timings = await this.time(each, entries);
    for (const { contestant } of entries) contestant?.dispose();
    return {
      name,
      case: each,
      flops: flopsOf(each),
      bytes: bytesOf(each),
      leastMilliseconds: leastTime(each, this.machine) * 1000,
      expectedLosses: expected,
      contestants: entries.map((entry): ContestantResult => {
        const { name: engine, version, computesOn } = entry.engine;
        const timing = timings.get(entry) ?? null;
        return { engine, version, computesOn, firstLosses: entry.firstLosses, timing, refused: entry.refused };
      }),
    };
  }

  private async settleWithoutDropout(each: Case): Promise<void> {
    const plain = { ...each, dropout: 0 };
    if (this.verdicts.has(caseName(plain))) return;
    const { entries } = await this.prepare(plain);
    for (const { contestant } of entries) contestant?.dispose();
  }

  /** Prepares every engine for its first measured step, or records why it cannot be timed. */
  private async prepare(each: Case): Promise<{ entries: Entry[]; expected: number[] | null }> {
    const name = caseName(each);
    const problem = problemOf(each);
    const expected = expectedLosses(problem);
    const before = this.verdicts.get(caseName({ ...each, dropout: 0 }));
    const entries: Entry[] = [];
    for (const engine of this.engines) {
      this.report(`${name}: ${engine.name} prepares`);
      const refused = before?.get(engine);
      entries.push(
        refused === undefined
          ? await this.enter(engine, problem)
          : { engine, contestant: null, firstLosses: [], refused: `without dropout: ${refused}` },
      );
    }
    judge(entries, each, expected);
    if (each.dropout === 0) {
      const refusals = entries.flatMap(({ engine, refused }) => (refused === null ? [] : [[engine, refused] as const]));
      this.verdicts.set(name, new Map(refusals));
    }
    return { entries, expected };
  }

  private async enter(engine: Engine, problem: Problem): Promise<Entry> {
    let contestant: Contestant | null = null;
    try {
      contestant = await engine.prepare(problem);
      const losses = await firstLosses(contestant, problem, this.settings.slowestStep);
      return { engine, contestant, firstLosses: losses, refused: null };
    } catch (error) {
      contestant?.dispose();
      return { engine, contestant: null, firstLosses: [], refused: messageOf(error) };
    }
  }

  /** Warms up the contestants, then times them in rounds. Each round begins with a different contestant. */
  private async time(each: Case, entries: readonly Entry[]): Promise<Map<Entry, Timing>> {
    const name = caseName(each);
    const timed: { entry: Entry; contestant: Contestant; ready: Ready; times: number[] }[] = [];
    for (const entry of entries) {
      const { contestant, refused, engine } = entry;
      if (!contestant || refused !== null) continue;
      this.report(`${name}: ${engine.name} warms up`);
      await attempt(entry, async () => {
        timed.push({ entry, contestant, ready: await this.warmUp(engine, contestant), times: [] });
      });
    }
    for (let round = 0; round < this.settings.rounds; round++) {
      for (let turn = 0; turn < timed.length; turn++) {
        const { entry, contestant, ready, times } = timed[(round + turn) % timed.length];
        if (entry.refused !== null) continue;
        this.report(`${name}: round ${round + 1}, ${entry.engine.name}`);
        await attempt(entry, async () => {
          let loss = NaN;
          const milliseconds = await timeOf(async () => (loss = await contestant.run(ready.steps)));
          if (!Number.isFinite(loss)) throw new Error(`its loss is ${loss}`);
          times.push(milliseconds / ready.steps);
        });
      }
    }
    return new Map(
      timed
        .filter(({ entry }) => entry.refused === null)
        .map(({ entry, ready, times }) => [entry, this.timing(each, entry.engine, ready, times)] as const),
    );
  }

  private async warmUp({ computesOn }: Engine, contestant: Contestant): Promise<Ready> {
    const { warmUpSteps, warmUpMilliseconds, milliseconds } = this.settings;
    let taken = 0;
    let steps = 1;
    let step = Infinity;
    let spent = 0;
    // The runs grow longer, so that in the last one the read at its end hardly affects the time per step.
    while (taken < warmUpSteps || steps * step < milliseconds / 2) {
      const count = steps;
      const time = await timeOf(() => contestant.run(count));
      step = time / steps;
      taken += steps;
      spent += time;
      if (spent > warmUpMilliseconds) break;
      steps = Math.max(1, Math.min(steps * 2, MOST_STEPS, Math.ceil(milliseconds / step)));
    }
    steps = Math.max(1, Math.min(MOST_STEPS, Math.round(milliseconds / step)));
    if (computesOn === 'cpu') return { steps, dispatches: null, submissions: null, javascriptMilliseconds: null };
    const one = await countCalls(() => contestant.run(1));
    const two = await countCalls(() => contestant.run(2));
    const all = await countCalls(() => contestant.run(steps));
    return {
      steps,
      dispatches: two.dispatches - one.dispatches,
      submissions: all.submissions / steps,
      javascriptMilliseconds: await javascriptShare(contestant, Math.min(Math.ceil((2 * milliseconds) / step), MOST_QUEUED)),
    };
  }

  private timing(each: Case, { computesOn }: Engine, ready: Ready, times: readonly number[]): Timing {
    const milliseconds = spreadOf(times);
    const seconds = milliseconds.median / 1000;
    return {
      ...ready,
      milliseconds,
      samplesPerSecond: each.batch / seconds,
      gigaflopsPerSecond: flopsOf(each) / seconds / 1e9,
      shareOfLimit: computesOn === 'gpu' ? leastTime(each, this.machine) / seconds : null,
    };
  }
}

/** The results of warming up. */
type Ready = Pick<Timing, 'steps' | 'dispatches' | 'submissions' | 'javascriptMilliseconds'>;

/**
 * Rejects the contestants whose losses differ from the expected ones. Rejects all of them if it is unknown which losses are
 * right.
 */
function judge(entries: readonly Entry[], { dropout }: Case, expected: number[] | null): void {
  const running = entries.filter(({ refused }) => refused === null);
  if (running.length === 0) return;
  const standard = expected ?? running[0].firstLosses;
  const agrees = dropout > 0 ? alike : equal;
  const wrong = running.filter(({ firstLosses: losses }) => !agrees(losses, standard));
  const refuse = (entry: Entry, reason: string) => {
    entry.refused = reason;
    entry.contestant?.dispose();
    entry.contestant = null;
  };
  for (const entry of wrong)
    refuse(entry, `its first losses are ${show(entry.firstLosses)} where ${show(standard)} are expected`);
  if (expected || wrong.length === 0) return;
  for (const entry of running) {
    if (entry.refused === null) refuse(entry, 'the first losses disagree, and it is unknown which are right');
  }
}

/** Returns the milliseconds of JavaScript per step, measured with an empty queue at the start. */
async function javascriptShare(contestant: Contestant, steps: number): Promise<number> {
  // A mean, because browsers round their clocks to 100 µs.
  let milliseconds = 0;
  for (let i = 0; i < QUEUED_REPEATS; i++) {
    milliseconds += await timeOf(async () => contestant.queue(steps));
    await contestant.run(1);
  }
  return milliseconds / (QUEUED_REPEATS * steps);
}

async function attempt(entry: Entry, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    entry.refused = messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function show(losses: readonly number[]): string {
  return losses.map((loss) => loss.toPrecision(6)).join(', ');
}
