/**
 * Times the stages of the matmul, and each tuned kernel against its plain one, in turns over several rounds, so that other load on
 * the machine affects all of them equally.
 */
import { requestDevice, type Device } from '../../src/engine/gpu/device';
import { Plan, submit } from '../../src/engine/gpu/plan';
import { spreadOf, timeOf, type Spread } from '../statistics';
import { expectAgreement } from './agreement';
import { KERNELS } from './kernels';
import { KERNEL_SHAPE } from './kernels/pair';
import { matmulStages, STAGE_SHAPES, updateStages, type Stage, type StageShape } from './stages';
import { Workbench } from './workbench';

export interface StageResult {
  name: string;
  /** The time of one run of the stage. */
  milliseconds: Spread;
  /** The time of the stage before it, as a multiple of this one's: the median over rounds. Null if the two are not compared. */
  gain: number | null;
}

export interface KernelResult {
  /** The path in shaders/. */
  kernel: string;
  /** The work that both sides do. */
  compared: string;
  plain: Spread;
  tuned: Spread;
  /** The time of the plain kernel, as a multiple of the tuned one's: the median over rounds. */
  gain: number;
}

export interface StagesResult {
  made: string;
  adapter: string;
  software: boolean;
  rounds: number;
  shapes: { shape: StageShape; matmul: StageResult[]; update: StageResult[] }[];
  kernels: KernelResult[];
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
    kernels: [],
  };
  for (const shape of STAGE_SHAPES) {
    const bench = new Workbench(device);
    progress(`${shape.batch} × ${shape.in} → ${shape.out}`);
    const matmul = await time(device, await matmulStages(bench, shape), rounds, milliseconds);
    const update = await time(device, await updateStages(bench, shape), rounds, milliseconds);
    result.shapes.push({ shape, matmul, update });
    bench.destroy();
  }
  for (const { kernel, compared, record } of KERNELS) {
    const bench = new Workbench(device);
    progress(kernel);
    const pair = await record(bench);
    await expectAgreement(device, kernel, pair);
    const stages = [
      { name: 'plain', plan: new Plan(`plain ${kernel}`, pair.plain) },
      { name: 'tuned', plan: new Plan(`tuned ${kernel}`, pair.tuned) },
    ];
    const [plain, tuned] = await time(device, stages, rounds, milliseconds);
    const gain = tuned.gain ?? Number.NaN;
    result.kernels.push({ kernel, compared, plain: plain.milliseconds, tuned: tuned.milliseconds, gain });
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
export function stagesMarkdown({ made, adapter, software, rounds, shapes, kernels }: StagesResult): string {
  const { batch, width, classes } = KERNEL_SHAPE;
  const digits = ({ median }: Spread) => String(Number(median.toPrecision(3)));
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = (results: readonly StageResult[]) =>
    [
      row(['stage', 'ms', 'the stage before takes', 'the first stage takes']),
      row(['---', '---:', '---:', '---:']),
      ...results.map(({ name, milliseconds, gain }) =>
        row([
          name,
          digits(milliseconds),
          gain === null ? '' : `${gain.toFixed(1)} ×`,
          `${(results[0].milliseconds.median / milliseconds.median).toFixed(1)} ×`,
        ]),
      ),
    ].join('\n');
  return [
    `# The matmul in stages, and the other kernels: ${adapter}`,
    `Measured ${made} in Node on Dawn, by \`npm run bench:stages\`: medians of ${rounds} interleaved rounds.`,
    ...(software ? ['The adapter computes on the CPU: only ratios are meaningful.'] : []),
    ...shapes.flatMap(({ shape, matmul, update }) => [
      `## Forward: [${shape.batch}, ${shape.in}] · [${shape.in}, ${shape.out}]`,
      table(matmul),
      `## Weight gradient and Adam: ${shape.layers} ${shape.layers === 1 ? 'layer' : 'layers'} of this shape`,
      table(update),
    ]),
    '## Tuned kernels against the plain ones',
    `Batch ${batch}, width ${width}; the loss has ${classes} classes. bench/stages/kernels.ts describes what each pair compares.`,
    [
      row(['kernel', 'compared', 'plain, ms', 'tuned, ms', 'plain / tuned']),
      row(['---', '---', '---:', '---:', '---:']),
      ...kernels.map(({ kernel, compared, plain, tuned, gain }) =>
        row([kernel, compared, digits(plain), digits(tuned), `${gain.toFixed(1)} ×`]),
      ),
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}
