import { AppError } from '../contract/errors.ts'

const mostListed = 5

/**
 * The one of several runs (or other things of that name) that a text means: by id, then by a name that no other has,
 * then as the beginning of an id. Undefined when it fits none; throws an AppError when it fits several. `where` completes
 * "fits 2 runs".
 */
export function runMeant<T extends { readonly id: string; readonly name: string }>(
  runs: readonly T[],
  text: string,
  where = '',
  called = 'runs',
): T | undefined {
  const fitting = runs.filter(({ id, name }) => name === text || id.startsWith(text))
  const named = fitting.filter(({ name }) => name === text)
  const exact = fitting.find(({ id }) => id === text) ?? (named.length === 1 ? named[0] : undefined)
  if (exact || fitting.length < 2) return exact ?? fitting[0]
  const ids = fitting.slice(0, mostListed).map(({ id }) => id)
  const more = fitting.length > mostListed ? ', …' : ''
  throw new AppError(
    'ambiguous',
    `"${text}" fits ${String(fitting.length)} ${called}${where}: ${ids.join(', ')}${more}`,
  )
}
