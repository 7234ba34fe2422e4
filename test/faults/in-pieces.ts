import type { Run, RunId, StartRun } from '../../electron/contract/entities.ts'
import type { Core } from '../../electron/core/core.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork } from '../../electron/train/messages.ts'
import { built } from '../core/core-parts.ts'

export const times = 10
export const never = new AbortController().signal

/** Starts trainers as the application does and remembers their process ids. */
export function watchedFork(): { readonly fork: Fork; readonly pids: readonly number[] } {
  const pids: number[] = []
  const inner = forkNode(built)
  const fork: Fork = <S, R>(...started: Parameters<Fork>) => {
    const port = inner<S, R>(...started)
    pids.push(port.pid ?? NaN)
    return port
  }
  return { fork, pids }
}

/**
 * Trains a run to its end, though it is interrupted as soon as it has come to each of these steps. With a checkpoint
 * at every step, its trainer is never more than three steps beyond what this process has seen.
 */
export async function trainInPieces(
  core: Core,
  start: StartRun,
  at: readonly number[],
  interrupt: (stop: AbortController) => boolean,
): Promise<{ readonly id: RunId; readonly pieces: readonly Run['status'][] }> {
  const waiting = [...at]
  const pieces: Run['status'][] = []
  const piece = async (go: (signal: AbortSignal) => Promise<Run>) => {
    const stop = new AbortController()
    let isInterrupted = false
    const off = core.on('run.changed', ({ status, progress }) => {
      if (isInterrupted || status !== 'running' || progress.step < (waiting[0] ?? Infinity)) return
      isInterrupted = interrupt(stop)
      if (isInterrupted) waiting.shift()
    })
    const run = await go(stop.signal)
    off()
    pieces.push(run.status)
    return run
  }
  let run = await piece((signal) => core.train(start, signal))
  while (run.status !== 'completed' && pieces.length <= times + 1) {
    const { id } = run
    run = await piece((signal) => core.resume(id, signal))
  }
  return { id: run.id, pieces }
}
