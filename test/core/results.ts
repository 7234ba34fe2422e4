import type { Input } from '../../electron/contract/calls.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import type { Core } from '../../electron/core/core.ts'
import { short } from './core-parts.ts'
import { hasEnded, whenRun } from './temp-core.ts'

/** Starts a run and waits until it has ended. */
export async function ended(core: Core, start: Input<'runs.start'> = short): Promise<Run> {
  const { id } = await core.ask('runs.start', start)
  return whenRun(core, id, hasEnded)
}

/** All that a run has on record but times, which no two runs share. */
export async function resultsOf(core: Core, id: RunId) {
  const { epochs, checkpoints } = await core.ask('runs.show', { id })
  const layers = await core.ask('runs.layers', { id })
  const [metrics] = await core.ask('runs.metrics', { ids: [id] })
  return {
    points: metrics?.points.map(({ step, loss, error, images }) => [step, loss, error, images]),
    epochs: epochs.map((e) => [e.epoch, e.running, e.train, e.test, e.validation]),
    layers,
    sha256: checkpoints.at(-1)?.sha256,
  }
}
