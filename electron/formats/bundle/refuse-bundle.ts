import { AppError } from '../../contract/errors.ts'

const shown = (found: unknown): string =>
  typeof found === 'string' ? JSON.stringify(found.slice(0, 80)) : String(found)

/** A bundle is refused by the field, what is allowed there, and what was found. */
export function refuseBundle(field: string, allowed: string, found: unknown): never {
  throw new AppError(
    'unreadable',
    `Not a run bundle this application can read: ${field} must be ${allowed}, found ${shown(found)}`,
  )
}
