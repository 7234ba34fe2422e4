import { onTestFinished } from 'vitest'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { Core, CoreOptions } from '../../electron/core/core.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { tempDir } from '../temp-dir.ts'
import { built, silent } from './core-parts.ts'

/** A core on a folder of its own that trains in real child processes; closed after the test. */
export function tempCore(options: Partial<CoreOptions> = {}): Core {
  const core = createCore({
    dataDir: tempDir(),
    fork: forkNode(built),
    log: silent,
    version: 'test',
    worksQueue: true,
    ...options,
  })
  onTestFinished(() => core.close())
  return core
}

/** Resolves with the first state of the run that is as wanted; listens before it looks. */
export function whenRun(core: Core, id: RunId, isWanted: (run: Run) => boolean): Promise<Run> {
  return new Promise((resolve, reject) => {
    const off = core.on('run.changed', check)
    function check(run: Run) {
      if (run.id !== id || !isWanted(run)) return
      off()
      resolve(run)
    }
    core.ask('runs.show', { id }).then(check, reject)
  })
}

export const hasEnded = (run: Run): boolean => run.status !== 'queued' && run.status !== 'running'
