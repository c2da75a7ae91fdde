/**
 * The benchmark's page. A person uses its form. A program opens an address with `?run` and the options, waits until the body's
 * data-state is 'done' or 'failed', and reads the result from #json and the number of shapes from the body's data-shapes. `shape`
 * selects the cases of one shape; `machine` passes in the measurements that another page made of the same adapter.
 */
import { benchmark } from './benchmark';
import { SELECTIONS, type Selection } from './cases';
import { CONTESTANT_NAMES, openContestants } from './engines/contestants';
import { COLUMNS, rowOf, summaryOf } from './report';
import type { BenchmarkResult, CaseResult, MachineResult } from './result';

const address = new URLSearchParams(location.search);

const form = find('options', HTMLFormElement);
const contestants = find('contestants', HTMLFieldSetElement);
const copy = find('copy', HTMLButtonElement);
const progress = find('progress', HTMLElement);
const summary = find('summary', HTMLElement);
const tables = find('tables', HTMLElement);
const asJson = find('json', HTMLElement);

function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no #${id}`);
  return element;
}

function offerContestants(chosen: readonly string[]): void {
  for (const name of CONTESTANT_NAMES) {
    const label = document.createElement('label');
    const box = document.createElement('input');
    Object.assign(box, { type: 'checkbox', name: 'contestant', value: name, checked: chosen.includes(name) });
    label.append(box, ` ${name}`);
    contestants.append(label);
  }
}

/** The address's options, put into the form. */
function readAddress(): boolean {
  const chosen = address.getAll('contestant');
  offerContestants(chosen.length > 0 ? chosen : CONTESTANT_NAMES);
  for (const name of ['selection', 'only']) {
    const control = form.elements.namedItem(name);
    const value = address.get(name);
    if (value !== null && (control instanceof HTMLSelectElement || control instanceof HTMLInputElement)) control.value = value;
  }
  const quick = form.elements.namedItem('quick');
  if (quick instanceof HTMLInputElement) quick.checked = address.has('quick');
  return address.has('run');
}

function table(each: CaseResult): HTMLTableElement {
  const element = document.createElement('table');
  element.createCaption().textContent = each.name;
  const head = element.createTHead().insertRow();
  for (const column of COLUMNS) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = column;
    head.append(cell);
  }
  const body = element.createTBody();
  for (const contestant of each.contestants) {
    const row = body.insertRow();
    for (const text of rowOf(contestant, each)) row.insertCell().textContent = text;
  }
  return element;
}

function show(result: BenchmarkResult, shapes: number): void {
  document.body.dataset.shapes = String(shapes);
  asJson.textContent = JSON.stringify(result, null, 2);
  copy.disabled = false;
  summary.replaceChildren(
    ...summaryOf(result).map((line) => Object.assign(document.createElement('p'), { textContent: line })),
  );
  tables.replaceChildren(...result.cases.map(table));
}

function isSelection(value: unknown): value is Selection {
  return SELECTIONS.some((selection) => selection === value);
}

function isMachine(value: unknown): value is MachineResult {
  return typeof value === 'object' && value !== null && 'adapter' in value && 'multiplications' in value;
}

/** Returns the options of the address that the form does not have. */
function fromOutside(): { machine?: MachineResult; shape?: number; rounds?: number } {
  const machine: unknown = JSON.parse(address.get('machine') ?? 'null');
  const shape = address.get('shape');
  const rounds = address.get('rounds');
  return {
    machine: isMachine(machine) ? machine : undefined,
    shape: shape === null ? undefined : Number(shape),
    rounds: rounds === null ? undefined : Number(rounds),
  };
}

async function run(): Promise<void> {
  const data = new FormData(form);
  const selection = data.get('selection');
  const only = data.get('only');
  document.body.dataset.state = 'running';
  try {
    await benchmark({
      ...fromOutside(),
      selection: isSelection(selection) ? selection : 'reference',
      quick: data.has('quick'),
      only: typeof only === 'string' ? only : '',
      host: navigator.userAgent,
      engines: () => openContestants(data.getAll('contestant').filter((name) => typeof name === 'string')),
      progress: (line) => (progress.textContent = line),
      partial: show,
    });
    document.body.dataset.state = 'done';
  } catch (error) {
    progress.textContent = String(error);
    document.body.dataset.state = 'failed';
  }
}

form.addEventListener('submit', (submission) => {
  submission.preventDefault();
  if (document.body.dataset.state !== 'running') void run();
});
copy.addEventListener('click', () => void navigator.clipboard.writeText(asJson.textContent));

if (readAddress()) void run();
