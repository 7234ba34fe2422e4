import { describe, expect, test } from 'vitest'
import { optimizers } from '../../electron/contract/train-config.ts'
import { tempCore } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'
import { faultSeed, randomSteps } from './chance.ts'
import { never, times, trainInPieces, watchedFork } from './in-pieces.ts'
import { endOf, startOf, steps } from './six-hundred-steps.ts'

describe(`600 steps with seed ${String(faultSeed)}`, () => {
  test.each(optimizers)(
    'by %s end alike when their trainer is killed ten times',
    { timeout: 180_000 },
    async (optimizer) => {
      const dataDir = tempDir()
      const { fork, pids } = watchedFork()
      const start = startOf(optimizer, faultSeed)
      const straightCore = tempCore({ dataDir, worksQueue: false })
      const straight = await straightCore.train(start, never)
      const core = tempCore({ dataDir, fork, worksQueue: false, checkpointEverySeconds: 0 })
      let killed = 0
      const kill = () => {
        // The process of this piece may not have been started yet.
        if (pids.length === killed) return false
        process.kill(pids.at(-1) ?? NaN, 'SIGKILL')
        killed += 1
        return true
      }
      const at = [0, ...randomSteps(optimizers.indexOf(optimizer), times - 1, steps)]
      const { id, pieces } = await trainInPieces(core, start, at, kill)
      expect(pieces).toEqual([...Array<string>(times).fill('interrupted'), 'completed'])
      expect(await endOf(core, dataDir, id)).toEqual(await endOf(core, dataDir, straight.id))
    },
  )
})
