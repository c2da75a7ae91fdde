/**
 * Kernels: WGSL source joined from parts, an explicit bind group layout and a pipeline for each set of override constants. A
 * dispatch is a call of a kernel on fixed buffers; plans record dispatches.
 */
import type { Device } from './device';
import { ShaderCompileError, ShapeError } from './errors';

/** How a shader sees a binding, in the order of their numbers: `uniform`, `read` (storage, read) or `write` (read_write). */
export type Access = 'uniform' | 'read' | 'write';

export interface KernelDefinition {
  label: string;
  /** WGSL, in the order in which it is joined. */
  parts: readonly string[];
  bindings: readonly Access[];
  /** Bindings of a second group, for a part that is joined to several kernels. */
  joinedBindings?: readonly Access[];
  constants?: Record<string, number>;
}

/** One recorded kernel call. All its GPU objects exist, so running it allocates nothing. */
export interface Dispatch {
  label: string;
  pipeline: GPUComputePipeline;
  bindGroups: readonly GPUBindGroup[];
  workgroups: readonly [x: number, y: number, z: number];
}

const BUFFER_TYPES: Record<Access, GPUBufferBindingType> = {
  uniform: 'uniform',
  read: 'read-only-storage',
  write: 'storage',
};

const COMPUTE_STAGE = 0x4;

/** Returns the pipeline of a kernel, compiled once for a device. Throws a ShaderCompileError. */
export async function compile(device: Device, definition: KernelDefinition): Promise<GPUComputePipeline> {
  const { label, parts, constants } = definition;
  const code = parts.join('\n');
  const key = `${label}\n${JSON.stringify(constants ?? {})}\n${code}`;
  let pipeline = device.pipelines.get(key);
  if (!pipeline) {
    pipeline = build(device.gpu, definition, code);
    device.pipelines.set(key, pipeline);
    // A later call tries a failed compilation again.
    pipeline.catch(() => device.pipelines.delete(key));
  }
  return pipeline;
}

async function build(gpu: GPUDevice, definition: KernelDefinition, code: string): Promise<GPUComputePipeline> {
  const { label, constants } = definition;
  const module = gpu.createShaderModule({ label, code });
  const bindGroupLayouts = groupsOf(definition).map((bindings) =>
    gpu.createBindGroupLayout({
      label,
      entries: bindings.map((access, binding) => ({
        binding,
        visibility: COMPUTE_STAGE,
        buffer: { type: BUFFER_TYPES[access] },
      })),
    }),
  );
  const layout = gpu.createPipelineLayout({ label, bindGroupLayouts });
  try {
    return await gpu.createComputePipelineAsync({ label, layout, compute: { module, entryPoint: 'main', constants } });
  } catch (cause) {
    // The pipeline's error is vague; the messages of the module have the line.
    const { messages } = await module.getCompilationInfo();
    const message = messages.find(({ type }) => type === 'error');
    if (!message) throw cause;
    throw new ShaderCompileError(label, message.message, message.lineNum, code.split('\n')[message.lineNum - 1] ?? '');
  }
}

function groupsOf({ bindings, joinedBindings }: KernelDefinition): (readonly Access[])[] {
  return joinedBindings ? [bindings, joinedBindings] : [bindings];
}

export type Resource = GPUBuffer | GPUBufferBinding;

/** Returns a dispatch of a kernel on these resources; `joined` are the resources of the second group. */
export async function dispatch(
  device: Device,
  definition: KernelDefinition,
  resources: readonly Resource[],
  workgroups: Dispatch['workgroups'],
  joined: readonly Resource[] = [],
): Promise<Dispatch> {
  const { label } = definition;
  const groups = groupsOf(definition);
  const resourceGroups = [resources, joined].slice(0, groups.length);
  groups.forEach((bindings, group) => {
    const count = resourceGroups[group].length;
    if (count !== bindings.length) throw new ShapeError(`${label} takes ${bindings.length} bindings; got ${count}`);
  });
  const most = device.gpu.limits.maxComputeWorkgroupsPerDimension;
  if (workgroups.some((count) => count > most)) {
    throw new ShapeError(`${label} needs ${workgroups.join(' × ')} workgroups; the limit is ${most} per dimension`);
  }
  const pipeline = await compile(device, definition);
  const bindGroups = resourceGroups.map((group, index) =>
    device.gpu.createBindGroup({
      label,
      layout: pipeline.getBindGroupLayout(index),
      entries: group.map((resource, binding) => ({
        binding,
        resource: 'buffer' in resource ? resource : { buffer: resource },
      })),
    }),
  );
  return { label, pipeline, bindGroups, workgroups };
}
