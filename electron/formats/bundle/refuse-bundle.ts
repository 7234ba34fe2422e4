import { AppError } from '../../contract/errors.ts'

const shown = (found: unknown): string =>
  typeof found === 'string' ? JSON.stringify(found.slice(0, 80)) : String(found)

const refused = (reason: string) =>
  new AppError('unreadable', `Not a run bundle this application can read: ${reason}`)

/** A bundle is refused by the field, the rule that it breaks, and what was found. */
export function refuseField(field: string, rule: string, found: string): never {
  const said = found.slice(0, 80)
  throw refused(`${field}: ${rule.slice(0, 200)}${rule.includes(said) ? '' : `, found ${said}`}`)
}

/** A bundle is refused by the field, what is allowed there, and what was found. */
export function refuseBundle(field: string, allowed: string, found: unknown): never {
  throw refused(`${field} must be ${allowed}, found ${shown(found)}`)
}
