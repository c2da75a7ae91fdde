/**
 * Records plain kernels, the textbook shaders of shaders/plain. They read scalars from arrays without padding and compute one
 * result per invocation. Callers name the operands as the shader names its bindings.
 */
import type { Device } from '../gpu/device';
import { ShapeError } from '../gpu/errors';
import type { Dispatch } from '../gpu/kernel';
import { plainSource } from './plain-sources';

/** The value of a uniform: a scalar, or the members of its struct by name. */
export type PlainUniform = number | Readonly<Record<string, number>>;

/** Operands by name. A number or struct is written to a new uniform buffer; a buffer is bound as a whole. */
export type PlainOperands = Readonly<Record<string, GPUBuffer | PlainUniform>>;

/** One call of a plain kernel. */
export interface PlainCall {
  /** The path in shaders/plain, such as 'matmul/forward'. */
  kernel: string;
  /** 'main' by default. */
  entryPoint?: string;
  /** All operands that the entry point uses, by the shader's names. */
  operands: PlainOperands;
  /** Invocations along x and y; y is 1 by default. */
  invocations: readonly [x: number, y?: number];
}

/**
 * Records one call of a plain kernel. Throws a RangeError for an unknown kernel, operand or struct member, and a ShapeError if
 * the call needs more workgroups than the device allows.
 */
export async function plainDispatch(device: Device, call: PlainCall): Promise<Dispatch> {
  const { kernel, entryPoint = 'main', operands, invocations } = call;
  const source = plainSource(kernel);
  if (source === undefined) throw new RangeError(`no plain kernel is called '${kernel}'`);
  const label = `plain ${kernel} ${entryPoint}`;
  const [width, height] = workgroupSize(source, entryPoint, label);
  const workgroups = [Math.ceil(invocations[0] / width), Math.ceil((invocations[1] ?? 1) / height), 1] as const;
  const most = device.gpu.limits.maxComputeWorkgroupsPerDimension;
  if (workgroups.some((count) => count > most)) {
    throw new ShapeError(`${label} needs ${workgroups.join(' × ')} workgroups; the device allows ${most} per dimension`);
  }
  const bindings = Object.entries(operands).map(([name, operand]) => {
    const { binding, kind, type } = bindingOf(source, name, label);
    const buffer =
      operand instanceof GPUBuffer ? operand : device.uniform(`${label} ${name}`, packUniform(source, type, operand));
    return { binding, kind, buffer };
  });
  const pipeline = await pipelineOf(device, label, source, entryPoint, bindings);
  const entries = bindings.map(({ binding, buffer }) => ({ binding, resource: { buffer } }));
  const bindGroup = device.gpu.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries });
  return { label, pipeline, bindGroups: [bindGroup], workgroups };
}

/**
 * Returns the bytes of a uniform of the WGSL type `type`, a scalar or a struct of scalars. Throws a RangeError unless `value` has
 * exactly the members of the struct.
 */
function packUniform(source: string, type: string, value: PlainUniform): ArrayBuffer {
  const members = typeof value === 'number' ? [['value', type] as const] : membersOf(source, type);
  const values = typeof value === 'number' ? { value } : value;
  const names = members.map(([name]) => name);
  if (Object.keys(values).toSorted().join() !== names.toSorted().join()) {
    throw new RangeError(`struct ${type} has the members ${names.join(', ')}; got ${Object.keys(values).join(', ')}`);
  }
  const view = new DataView(new ArrayBuffer(4 * members.length));
  for (const [i, [name, scalar]] of members.entries()) {
    if (scalar === 'u32') view.setUint32(4 * i, values[name], true);
    else view.setFloat32(4 * i, values[name], true);
  }
  return view.buffer;
}

interface Binding {
  binding: number;
  kind: GPUBufferBindingType;
}

const COMPUTE_STAGE = 0x4;

function pipelineOf(device: Device, label: string, code: string, entryPoint: string, bindings: readonly Binding[]) {
  const key = `${label} ${bindings.map(({ binding }) => binding).join()}`;
  let pipeline = device.pipelines.get(key);
  if (!pipeline) {
    const { gpu } = device;
    const entries = bindings.map(({ binding, kind }) => ({ binding, visibility: COMPUTE_STAGE, buffer: { type: kind } }));
    const layout = gpu.createPipelineLayout({ label, bindGroupLayouts: [gpu.createBindGroupLayout({ label, entries })] });
    const module = gpu.createShaderModule({ label, code });
    pipeline = gpu.createComputePipelineAsync({ label, layout, compute: { module, entryPoint } });
    device.pipelines.set(key, pipeline);
  }
  return pipeline;
}

function workgroupSize(source: string, entryPoint: string, label: string): [width: number, height: number] {
  const found = new RegExp(`@compute @workgroup_size\\((\\d+)(?:, (\\d+))?\\)\\s+fn ${entryPoint}\\(`).exec(source);
  if (!found) throw new RangeError(`${label}: the shader has no such entry point`);
  return [Number(found[1]), Number(found[2] ?? 1)];
}

const KINDS: Readonly<Record<string, GPUBufferBindingType>> = {
  uniform: 'uniform',
  'storage, read': 'read-only-storage',
  'storage, read_write': 'storage',
};

function bindingOf(source: string, name: string, label: string): Binding & { type: string } {
  const found = new RegExp(`@binding\\((\\d+)\\) var<([^>]+)> ${name}: ([^;]+);`).exec(source);
  if (!found) throw new RangeError(`${label} has no binding called '${name}'`);
  return { binding: Number(found[1]), kind: KINDS[found[2]], type: found[3] };
}

/** Returns the members of a struct of scalars, in order. Each takes four bytes. */
function membersOf(source: string, struct: string): (readonly [name: string, type: string])[] {
  const [, body = ''] = new RegExp(`struct ${struct} \\{([^}]*)\\}`).exec(source) ?? [];
  return [...body.matchAll(/(\w+): (\w+)/g)].map(([, name, type]) => [name, type] as const);
}
