import { describe, expect, test } from 'vitest'
import { tempCore } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'
import { faultSeed, randomSteps } from './chance.ts'
import { never, times, trainInPieces, watchedFork } from './in-pieces.ts'
import { endOf, startOf, steps } from './six-hundred-steps.ts'

/** A network that is large enough to be split. */
const inParts = (seed: number) => {
  const { config, ...start } = startOf('adam', seed)
  return { ...start, threads: 2, config: { ...config, hidden: [128] } }
}

describe(`600 steps in two parts with seed ${String(faultSeed)}`, () => {
  test('end alike when they are stopped ten times', { timeout: 300_000 }, async () => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir, worksQueue: false, checkpointEverySeconds: 0 })
    const straight = await core.train(inParts(faultSeed), never)
    expect(straight.engine).toMatchObject({ threads: 2, parts: 2 })
    // What is free in the meantime is not what it began with.
    await core.ask('settings.change', { cores: 1 })
    const at = randomSteps(10, times, steps)
    const { id, pieces } = await trainInPieces(core, inParts(faultSeed), at, (stop) => {
      stop.abort()
      return true
    })
    expect(pieces).toEqual([...Array<string>(times).fill('stopped'), 'completed'])
    expect(await endOf(core, dataDir, id)).toEqual(await endOf(core, dataDir, straight.id))
    const { stints } = await core.ask('runs.show', { id })
    expect(new Set(stints.map(({ engine }) => engine?.parts))).toEqual(new Set([2]))
  })

  test('end alike when their trainer is killed ten times', { timeout: 300_000 }, async () => {
    const dataDir = tempDir()
    const { fork, pids } = watchedFork()
    const straight = await tempCore({ dataDir, worksQueue: false }).train(inParts(faultSeed), never)
    const core = tempCore({ dataDir, fork, worksQueue: false, checkpointEverySeconds: 0 })
    let killed = 0
    const at = [0, ...randomSteps(11, times - 1, steps)]
    const { id, pieces } = await trainInPieces(core, inParts(faultSeed), at, () => {
      if (pids.length === killed) return false
      process.kill(pids.at(-1) ?? NaN, 'SIGKILL')
      killed += 1
      return true
    })
    expect(pieces).toEqual([...Array<string>(times).fill('interrupted'), 'completed'])
    expect(await endOf(core, dataDir, id)).toEqual(await endOf(core, dataDir, straight.id))
  })
})

test('a split run is repeated split, with the same weights', async () => {
  const core = tempCore({ worksQueue: false })
  const original = await core.train(inParts(1), never)
  await core.ask('settings.change', { cores: 1 })
  const repeat = await core.reproduce(original.id, never)
  expect(repeat.engine).toEqual(original.engine)
  expect(await core.ask('runs.verification', { id: repeat.id })).toMatchObject({ isSame: true })
})
