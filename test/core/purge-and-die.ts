import { forkNode } from '../../electron/train/fork.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { built, silent } from './core-parts.ts'

// Run as a process of its own: empties the bin of a data folder, and is killed in the middle of that.
const core = createCore({
  dataDir: process.argv[2] ?? '',
  fork: forkNode(built),
  log: silent,
  version: 'test',
  worksQueue: false,
})
const bin = await core.ask('runs.list', { place: 'deleted' })
core.on('run.purged', () => {
  process.kill(process.pid, 'SIGKILL')
})
await core.ask('runs.purge', { ids: bin.map(({ id }) => id) })
