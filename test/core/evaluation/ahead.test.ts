import { expect, test } from 'vitest'
import { tempDir } from '../../temp-dir.ts'
import { isAlive } from '../../train/training-process.ts'
import { long, short } from '../core-parts.ts'
import { ended } from '../results.ts'
import { hasEnded, tempCore, whenRun } from '../temp-core.ts'
import { evaluatorsWatched, storedIn } from './trained-folder.ts'

test('a run that has ended in a core with a queue is evaluated on its test set by itself', async () => {
  const dataDir = tempDir()
  const { fork, pids, evaluations } = evaluatorsWatched()
  const core = tempCore({ dataDir, fork })
  const { id, final } = await ended(core)
  await expect.poll(() => storedIn(dataDir)).toMatchObject([{ run: id, image_set: 'test' }])
  const { score } = await core.ask('evaluations.show', { id, set: 'test' })
  expect(score.error).toBe(final?.test.error)
  expect(evaluations()).toBe(1)
  await core.close()
  await expect.poll(() => pids.some(isAlive)).toBe(false)
})

test('one that is stopped on the way is evaluated too', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, ({ progress }) => progress.step > 0)
  await core.ask('runs.stop', { id })
  await whenRun(core, id, hasEnded)
  await expect.poll(() => storedIn(dataDir)).toMatchObject([{ run: id, image_set: 'test' }])
})

test('whoever asks meanwhile does not wait for work in the background', async () => {
  const dataDir = tempDir()
  const { fork, pids, whenAsked } = evaluatorsWatched()
  const core = tempCore({ dataDir, fork })
  const asked = new Promise<number>((resolve) => {
    whenAsked(resolve)
  })
  const { id, final } = await ended(core, short)
  const background = await asked
  // It will not get any further.
  process.kill(background, 'SIGSTOP')
  const { score } = await core.ask('evaluations.show', { id, set: 'test' })
  expect(score.error).toBe(final?.test.error)
  expect(new Set(pids).size).toBe(2)
})

test('a core that only asks evaluates nothing by itself', async () => {
  const dataDir = tempDir()
  const { fork, pids } = evaluatorsWatched()
  tempCore({ dataDir, fork, worksQueue: false })
  const worker = tempCore({ dataDir })
  const { id } = await ended(worker)
  await expect.poll(() => storedIn(dataDir)).toMatchObject([{ run: id }])
  expect(pids).toEqual([])
})
