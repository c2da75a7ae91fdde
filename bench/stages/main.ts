/** Times the stages in turns over several rounds, so that other load on the machine affects all of them equally. */
import { requestDevice, type Device } from '../../src/engine/gpu/device';
import { submit } from '../../src/engine/gpu/plan';
import { spreadOf, timeOf, type Spread } from '../statistics';
import { matmulStages, STAGE_SHAPES, updateStages, type Stage, type StageShape } from './stages';
import { Workbench } from './workbench';

export interface StageResult {
  name: string;
  /** The time of one run of the stage. */
  milliseconds: Spread;
  /** The time of the stage before it, as a multiple of this one's: the median over rounds. Null if the two are not compared. */
  gain: number | null;
}

export interface StagesResult {
  made: string;
  adapter: string;
  software: boolean;
  rounds: number;
  shapes: { shape: StageShape; matmul: StageResult[]; update: StageResult[] }[];
}

export interface StagesOptions {
  gpu: GPU;
  rounds: number;
  /** The intended duration of one measurement, in milliseconds. */
  milliseconds: number;
  progress: (line: string) => void;
}

export async function measureStages({ gpu, rounds, milliseconds, progress }: StagesOptions): Promise<StagesResult> {
  const device = await requestDevice(gpu);
  const { vendor, architecture, description, software } = device.adapter;
  const result: StagesResult = {
    made: new Date().toISOString(),
    adapter: [vendor, architecture, description].filter(Boolean).join(' '),
    software,
    rounds,
    shapes: [],
  };
  for (const shape of STAGE_SHAPES) {
    const bench = new Workbench(device);
    progress(`${shape.batch} × ${shape.in} → ${shape.out}`);
    const matmul = await time(device, await matmulStages(bench, shape), rounds, milliseconds);
    const update = await time(device, await updateStages(bench, shape), rounds, milliseconds);
    result.shapes.push({ shape, matmul, update });
    bench.destroy();
  }
  device.destroy();
  return result;
}

async function time(device: Device, stages: readonly Stage[], rounds: number, milliseconds: number): Promise<StageResult[]> {
  const run = ({ plan }: Stage, repeats: number) =>
    timeOf(() => {
      submit(device.gpu, ...Array.from({ length: repeats }, () => plan));
      return device.gpu.queue.onSubmittedWorkDone();
    });
  const repeats: number[] = [];
  for (const stage of stages) {
    await run(stage, 1);
    repeats.push(Math.max(1, Math.round(milliseconds / (await run(stage, 2)) / 0.5)));
  }
  const times: number[][] = stages.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < stages.length; turn++) {
      const at = (round + turn) % stages.length;
      times[at].push((await run(stages[at], repeats[at])) / repeats[at]);
    }
  }
  return stages.map(({ name, baseline }, at) => ({
    name,
    milliseconds: spreadOf(times[at]),
    gain: at === 0 || baseline ? null : spreadOf(times[at].map((own, round) => times[at - 1][round] / own)).median,
  }));
}

/** The result as Markdown. */
export function stagesMarkdown({ made, adapter, software, rounds, shapes }: StagesResult): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = (results: readonly StageResult[]) =>
    [
      row(['stage', 'ms', 'the stage before takes', 'the first stage takes']),
      row(['---', '---:', '---:', '---:']),
      ...results.map(({ name, milliseconds, gain }) =>
        row([
          name,
          String(Number(milliseconds.median.toPrecision(3))),
          gain === null ? '' : `${gain.toFixed(1)} ×`,
          `${(results[0].milliseconds.median / milliseconds.median).toFixed(1)} ×`,
        ]),
      ),
    ].join('\n');
  return [
    `# The matmul in stages: ${adapter}`,
    `Measured ${made} in Node on Dawn, by \`npm run bench:stages\`: medians of ${rounds} interleaved rounds.`,
    ...(software ? ['The adapter computes on the CPU: only ratios are meaningful.'] : []),
    ...shapes.flatMap(({ shape, matmul, update }) => [
      `## Forward: [${shape.batch}, ${shape.in}] · [${shape.in}, ${shape.out}]`,
      table(matmul),
      `## Weight gradient and Adam: ${shape.layers} ${shape.layers === 1 ? 'layer' : 'layers'} of this shape`,
      table(update),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}
