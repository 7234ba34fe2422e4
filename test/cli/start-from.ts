import { commands } from '../../electron/cli/commands.ts'
import { requestFrom } from '../../electron/cli/request.ts'
import { startRunFrom } from '../../electron/cli/start-run.ts'
import type { StartRun } from '../../electron/contract/entities.ts'

/** What the options of `train` ask for in a data folder without runs. */
export async function startFrom(...options: readonly string[]): Promise<StartRun> {
  const request = requestFrom(['train', ...options], commands)
  if (request.kind !== 'run') throw new Error(`It is a ${request.kind}`)
  return startRunFrom(request.given, {
    hasRuns: () => false,
    core: () => Promise.reject(new Error('The core was asked for')),
  })
}
