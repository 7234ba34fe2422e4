import { expect, test } from 'vitest'
import { tempDir } from '../../temp-dir.ts'
import { isAlive } from '../../train/training-process.ts'
import { long } from '../core-parts.ts'
import { ended } from '../results.ts'
import { hasEnded, tempCore, whenRun } from '../temp-core.ts'
import { evaluatorsWatched, storedIn } from './trained-folder.ts'

const tiny: typeof long = { config: { hidden: [4], trainImages: 100, epochs: 1 } }

test('a run that has ended in a core with a queue is evaluated on its test set by itself', async () => {
  const dataDir = tempDir()
  const { fork, pids, evaluations } = evaluatorsWatched()
  const core = tempCore({ dataDir, fork })
  const { id, final } = await ended(core, tiny)
  await expect.poll(() => storedIn(dataDir)).toMatchObject([{ run: id, image_set: 'test' }])
  const { score } = await core.ask('evaluations.show', { id, set: 'test' })
  expect(score.error).toBe(final?.test.error)
  expect(evaluations()).toBe(1)
  await core.close()
  await expect.poll(() => pids.some(isAlive)).toBe(false)
})

test('one that is stopped on the way is evaluated too', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, fork: evaluatorsWatched().fork })
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, ({ progress }) => progress.step > 0)
  await core.ask('runs.stop', { id })
  await whenRun(core, id, hasEnded)
  await expect.poll(() => storedIn(dataDir)).toMatchObject([{ run: id, image_set: 'test' }])
})

test('whoever asks meanwhile does not wait for work in the background', async () => {
  const dataDir = tempDir()
  const { fork, pids } = evaluatorsWatched()
  const core = tempCore({ dataDir, fork })
  const { id, final } = await ended(core, tiny)
  await expect.poll(() => pids).toHaveLength(1)
  // It will not get any further.
  process.kill(pids[0] ?? NaN, 'SIGSTOP')
  const { score } = await core.ask('evaluations.show', { id, set: 'test' })
  expect(score.error).toBe(final?.test.error)
  expect(new Set(pids).size).toBe(2)
})

test('a core that only asks evaluates nothing by itself', async () => {
  const dataDir = tempDir()
  const { fork, pids } = evaluatorsWatched()
  tempCore({ dataDir, fork, worksQueue: false })
  const worker = tempCore({ dataDir, fork: evaluatorsWatched().fork })
  const { id } = await ended(worker, tiny)
  await expect.poll(() => storedIn(dataDir)).toMatchObject([{ run: id }])
  expect(pids).toEqual([])
})
