/** An error as plain data: the name of its class, its message, and the properties that the class adds to Error. */
import type { SerializedError } from './protocol';

export function serializeError(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), details: {} };
  const details: SerializedError['details'] = {};
  for (const [key, value] of Object.entries(error)) {
    if (key !== 'name' && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
      details[key] = value;
    }
  }
  return { name: error.name, message: error.message, details };
}
