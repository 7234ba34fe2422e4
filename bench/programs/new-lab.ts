import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { Core, CoreOptions } from '../../electron/core/core.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork } from '../../electron/train/messages.ts'

const forkBuilt = forkNode(join(import.meta.dirname, '..', '..', 'out', 'main'))

/** A new empty folder that goes with the work. */
export async function inNewFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'digit-lab-bench-'))
  const remove = () => {
    rmSync(folder, { recursive: true, force: true })
  }
  // Ctrl+C too ends this process by its exit.
  process.once('exit', remove)
  process.once('SIGINT', () => process.exit(130))
  try {
    return await work(folder)
  } finally {
    remove()
    process.off('exit', remove)
  }
}

/** Works with a core on a data folder of its own, which trains in the application's own trainer processes. */
export const inNewLab = <T>(
  work: (core: Core) => Promise<T>,
  { fork = forkBuilt, worksQueue = false }: Partial<Pick<CoreOptions, 'fork' | 'worksQueue'>> = {},
): Promise<T> =>
  inNewFolder(async (dataDir) => {
    const log = { debug: () => undefined, info: () => undefined, warn: tell, error: tell }
    const core = createCore({ dataDir, fork, log, version: 'bench', worksQueue })
    try {
      return await work(core)
    } finally {
      await core.close()
    }
  })

/** Starts the application's own trainers, and tells the process id of each. */
export const forkTelling =
  (told: (pid: number) => void): Fork =>
  <S, R>(...started: Parameters<Fork>) => {
    const port = forkBuilt<S, R>(...started)
    if (port.pid !== undefined) told(port.pid)
    return port
  }

/** Resolves with the first state of a run that is as wanted; rejects when it has failed. */
export function whenRun(core: Core, id: RunId, isWanted: (run: Run) => boolean): Promise<Run> {
  const { promise, resolve, reject } = Promise.withResolvers<Run>()
  const look = (run: Run) => {
    if (run.id !== id) return
    if (run.status === 'failed') reject(new Error(run.reason))
    if (isWanted(run)) resolve(run)
  }
  const off = core.on('run.changed', look)
  core.ask('runs.show', { id }).then(look, reject)
  return promise.finally(off)
}

const tell = (line: string) => {
  process.stderr.write(`${line}\n`)
}
