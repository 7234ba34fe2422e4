import { setTimeout as wait } from 'node:timers/promises'
import type { RunId } from '../../contract/entities.ts'
import type { Log } from '../core.ts'
import type { Evaluations } from './evaluations.ts'

/** The next run in the queue begins first. */
const restMs = 2000

/** Evaluates on its test set what runs have ended with, one after the other, so that their boards open at once. */
export function createAhead(
  { prepare }: Pick<Evaluations, 'prepare'>,
  log: Log,
  signal: AbortSignal,
): (id: RunId) => void {
  let last = Promise.resolve()

  async function evaluate(id: RunId): Promise<void> {
    try {
      await wait(restMs, undefined, { signal, ref: false })
      await prepare({ id, set: 'test' }, signal)
    } catch (error) {
      // It will be computed, or refused in words, when somebody asks.
      if (!signal.aborted) log.debug(`Run ${id} was not evaluated ahead: ${String(error)}`)
    }
  }

  return (id) => {
    last = last.then(() => evaluate(id))
  }
}
