/** The inverse of serialize-error.ts: an error of its own class, with the properties that the class adds to Error. */
import { DataError } from '../data/errors';
import { RecipeError } from '../experiment/errors';
import { BudgetError, GpuUnavailable, ShaderCompileError, ShapeError } from '../engine/gpu/errors';
import type { SerializedError } from './protocol';

const UNAVAILABLE: readonly GpuUnavailable['reason'][] = ['no-webgpu', 'no-adapter', 'lost'];

/** The message is set last, because some classes compose it in their constructors. */
export function rebuildError(serialized: SerializedError): Error {
  const error = create(serialized);
  error.message = serialized.message;
  return error;
}

function create({ name, message, details }: SerializedError): Error {
  const { row, column, line, bytes, limit } = details;
  switch (name) {
    case 'RecipeError':
      return new RecipeError(String(details.field), message);
    case 'DataError':
      return new DataError(message, { row: numberOr(row, undefined), column: numberOr(column, undefined) });
    case 'GpuUnavailable':
      return new GpuUnavailable(UNAVAILABLE.find((reason) => reason === details.reason) ?? 'lost', message);
    case 'ShaderCompileError':
      return new ShaderCompileError('', message, numberOr(line, 0), String(details.source ?? ''));
    case 'BudgetError':
      return new BudgetError('', numberOr(bytes, 0), numberOr(limit, 0));
    case 'ShapeError':
      return new ShapeError(message);
    case 'RangeError':
      return new RangeError(message);
    default:
      return new Error(message);
  }
}

function numberOr<Other>(value: string | number | boolean | undefined, other: Other): number | Other {
  return typeof value === 'number' ? value : other;
}
