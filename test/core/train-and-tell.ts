import type { Fork } from '../../electron/train/messages.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { built, long, silent } from './core-parts.ts'

// Run as a process of its own: trains a run and says on standard output what was committed.
const tell = (facts: object) => {
  process.stdout.write(`${JSON.stringify(facts)}\n`)
}
const inner = forkNode(built)
const fork: Fork = <S, R>(...started: Parameters<Fork>) => {
  const port = inner<S, R>(...started)
  tell({ trainer: port.pid })
  return port
}
const core = createCore({
  dataDir: process.argv[2] ?? '',
  fork,
  log: silent,
  version: 'test',
  worksQueue: true,
})
core.on('run.metrics', ({ id, points }) => {
  tell({ id, step: points.at(-1)?.step })
})
await core.ask('runs.start', long)
