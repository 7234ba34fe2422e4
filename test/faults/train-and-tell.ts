import { createCore } from '../../electron/core/create-core.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { built, silent } from '../core/core-parts.ts'
import { startOf } from './six-hundred-steps.ts'

// Run as a process of its own: begins a run or goes on with it, and writes each step that was kept.
const [dataDir = '', seed = ''] = process.argv.slice(2)
const core = createCore({
  dataDir,
  fork: forkNode(built),
  log: silent,
  version: 'test',
  worksQueue: false,
  checkpointEverySeconds: 0,
})
core.on('run.changed', ({ status, progress }) => {
  if (status === 'running') process.stdout.write(`${String(progress.step)}\n`)
})
const signal = new AbortController().signal
const [run] = await core.ask('runs.list', {})
await (run === undefined
  ? core.train(startOf('adam', Number(seed)), signal)
  : core.resume(run.id, signal))
