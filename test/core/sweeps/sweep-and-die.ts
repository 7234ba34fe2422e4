import { createCore } from '../../../electron/core/create-core.ts'
import { forkNode } from '../../../electron/train/fork.ts'
import { built, silent } from '../core-parts.ts'
import { config } from './sweep-parts.ts'

// Starts a sweep on a data folder, says its id, and trains until it is killed.
const [dataDir = ''] = process.argv.slice(2)
const core = createCore({
  dataDir,
  fork: forkNode(built),
  log: silent,
  version: 'test',
  worksQueue: true,
})
core.on('run.epoch', ({ id, epoch }) => {
  console.log(`epoch ${String(epoch.epoch)} of ${id}`)
})
const { id } = await core.ask('sweeps.start', {
  config: { ...config, epochs: 8 },
  axes: [{ kind: 'values', setting: 'hidden', values: [8, 12, 16, 20] }],
  earlyStop: 'median',
})
console.log(`sweep ${id}`)
