import { AppError } from '../contract/errors.ts'

/** The value of a JSON text in UTF-8; throws an AppError for any other bytes. */
export function parseBody(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('bad-input', 'The body is not JSON in UTF-8', { cause })
  }
}
