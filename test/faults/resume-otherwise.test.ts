import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { tempCore } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'
import { faultSeed, randomSteps } from './chance.ts'
import { never, times, trainInPieces, watchedFork } from './in-pieces.ts'
import { endOf, startOf, steps } from './six-hundred-steps.ts'

describe(`600 steps with seed ${String(faultSeed)}`, () => {
  test('end alike when they are stopped ten times', { timeout: 180_000 }, async () => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir, worksQueue: false, checkpointEverySeconds: 0 })
    const start = startOf('adam', faultSeed)
    const straight = await core.train(start, never)
    const { id, pieces } = await trainInPieces(
      core,
      start,
      randomSteps(7, times, steps),
      (stop) => {
        stop.abort()
        return true
      },
    )
    expect(pieces).toEqual([...Array<string>(times).fill('stopped'), 'completed'])
    expect(await endOf(core, dataDir, id)).toEqual(await endOf(core, dataDir, straight.id))
  })

  test(
    'end alike when only epochs are kept and their trainer is killed',
    { timeout: 180_000 },
    async () => {
      const dataDir = tempDir()
      const { fork, pids } = watchedFork()
      const core = tempCore({ dataDir, fork, worksQueue: false })
      const start = startOf('adamw', faultSeed)
      const straight = await core.train(start, never)
      const before = pids.length
      let killed = 0
      const at = randomSteps(8, times, steps)
      const { id, pieces } = await trainInPieces(core, start, at, () => {
        if (pids.length === before + killed) return false
        process.kill(pids.at(-1) ?? NaN, 'SIGKILL')
        killed += 1
        return true
      })
      expect(pieces.at(-1)).toBe('completed')
      expect(pieces.length).toBeGreaterThan(1)
      expect(await endOf(core, dataDir, id)).toEqual(await endOf(core, dataDir, straight.id))
    },
  )

  test(
    'end alike when the process of the core is killed five times',
    { timeout: 180_000 },
    async () => {
      const dataDir = tempDir()
      const at = randomSteps(9, 5, steps)
      for (const step of at) await killCoreAt(dataDir, step)
      const core = tempCore({ dataDir, worksQueue: false })
      const { id } = await core.ask('runs.find', { run: 'last' })
      expect(await core.ask('runs.show', { id })).toMatchObject({ status: 'interrupted' })
      await core.resume(id, never)
      const straight = await core.train(startOf('adam', faultSeed), never)
      expect(await endOf(core, dataDir, id)).toEqual(await endOf(core, dataDir, straight.id))
    },
  )
})

/** Lets a process of its own train until it has kept that step, and kills it there. */
async function killCoreAt(dataDir: string, step: number): Promise<void> {
  const script = join(import.meta.dirname, 'train-and-tell.ts')
  const child = spawn(process.execPath, [script, dataDir, String(faultSeed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) if (Number(line) >= step) break
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
