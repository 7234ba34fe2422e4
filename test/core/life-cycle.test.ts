import { describe, expect, test } from 'vitest'
import type { Input } from '../../electron/contract/calls.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'
import { tempDir } from '../temp-dir.ts'
import { long, short } from './core-parts.ts'
import { ended, resultsOf } from './results.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

const never = new AbortController().signal
const isTraining = (run: Run) => run.status === 'running' && run.progress.step > 0
const isPaused = (run: Run) => run.status === 'paused'

describe('a paused run', () => {
  test('ends after the step under way, waits, and goes on to the same end', async () => {
    const core = tempCore()
    const middle: Input<'runs.start'> = { config: { ...short.config, epochs: 60 } }
    const straight = await ended(core, middle)
    const { id } = await core.ask('runs.start', middle)
    await whenRun(core, id, isTraining)
    await core.ask('runs.pause', { id })
    const paused = await whenRun(core, id, hasEnded)
    expect(paused).toMatchObject({ status: 'paused', canResume: true })
    expect(paused.progress.step).toBeLessThan(paused.progress.steps)
    await core.ask('runs.resume', { id })
    expect(await whenRun(core, id, hasEnded)).toMatchObject({ status: 'completed' })
    expect(await resultsOf(core, id)).toEqual(await resultsOf(core, straight.id))
  })

  test('is kept at once when it only waited, and begins when it is resumed', async () => {
    const core = tempCore()
    await core.ask('settings.change', { runsAtOnce: 1 })
    const first = await core.ask('runs.start', long)
    const { id } = await core.ask('runs.start', short)
    await core.ask('runs.pause', { id })
    expect(await core.ask('runs.show', { id })).toMatchObject({ status: 'paused', canResume: true })
    await core.ask('runs.stop', { id: first.id })
    await whenRun(core, first.id, hasEnded)
    await core.ask('runs.resume', { id })
    await expect(whenRun(core, id, hasEnded)).resolves.toMatchObject({ status: 'completed' })
  })

  test('that is resumed before it has come to rest goes on to the same end', async () => {
    const core = tempCore()
    const middle: Input<'runs.start'> = { config: { ...short.config, epochs: 60 } }
    const straight = await ended(core, middle)
    const { id } = await core.ask('runs.start', middle)
    await whenRun(core, id, isTraining)
    const told: string[] = []
    core.on('run.changed', (run) => {
      if (run.id === id && run.status !== told.at(-1)) told.push(run.status)
    })
    await core.ask('runs.pause', { id })
    await core.ask('runs.resume', { id })
    await expect(core.ask('runs.resume', { id })).rejects.toMatchObject({ code: 'conflict' })
    expect(await whenRun(core, id, hasEnded)).toMatchObject({ status: 'completed' })
    expect(told).toEqual(['running', 'queued', 'running', 'completed'])
    expect(await resultsOf(core, id)).toEqual(await resultsOf(core, straight.id))
  })

  test('that is resumed and then stopped before it has come to rest is stopped', async () => {
    const core = tempCore()
    const { id } = await core.ask('runs.start', long)
    await whenRun(core, id, isTraining)
    await core.ask('runs.pause', { id })
    await core.ask('runs.resume', { id })
    await core.ask('runs.stop', { id })
    expect(await whenRun(core, id, hasEnded)).toMatchObject({ status: 'stopped' })
  })

  test('goes to the end of the queue when it is resumed', async () => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir, worksQueue: false })
    await core.ask('settings.change', { runsAtOnce: 1 })
    const { id } = await core.ask('runs.start', short)
    const behind = await core.ask('runs.start', short)
    await core.ask('runs.pause', { id })
    await core.ask('runs.resume', { id })
    const worker = tempCore({ dataDir })
    const finished: RunId[] = []
    worker.on('run.changed', (run) => {
      if (run.status === 'completed') finished.push(run.id)
    })
    await whenRun(worker, id, hasEnded)
    expect([...new Set(finished)]).toEqual([behind.id, id])
  })
})

describe('a run', () => {
  test('that was stopped goes on in the foreground, and shows live elsewhere', async () => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir, worksQueue: false })
    const { id } = await core.ask('runs.start', { config: { ...short.config, epochs: 60 } })
    const stop = new AbortController()
    core.on('run.metrics', () => {
      stop.abort()
    })
    await expect(core.resume(id, stop.signal)).resolves.toMatchObject({ status: 'stopped' })
    const told: RunId[] = []
    const run = await core.resume(id, never, (began) => told.push(began))
    expect(run).toMatchObject({ status: 'completed', progress: { step: 1200, steps: 1200 } })
    expect(told).toEqual([id])
    await expect(core.resume(id, never)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('that has completed goes on only once it is extended, to the end of one as long from the start', async () => {
    const core = tempCore()
    const { id } = await ended(core)
    await expect(core.ask('runs.resume', { id })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('extend it first') as string,
    })
    await core.ask('runs.extend', { id, epochs: 1 })
    await core.ask('runs.extend', { id, epochs: 1 })
    expect((await core.ask('runs.show', { id })).progress).toMatchObject({ epochs: 4, steps: 80 })
    await core.ask('runs.resume', { id })
    await whenRun(core, id, (run) => run.status === 'completed' && run.progress.step === 80)
    const planned = await ended(core, { config: { ...short.config, epochs: 4 } })
    expect(await resultsOf(core, id)).toEqual(await resultsOf(core, planned.id))
  })

  test('takes more epochs and another learning rate while another process trains it', async () => {
    const dataDir = tempDir()
    const trainer = tempCore({ dataDir })
    const other = tempCore({ dataDir, worksQueue: false })
    const { id } = await trainer.ask('runs.start', long)
    await whenRun(trainer, id, isTraining)
    await other.ask('runs.extend', { id, epochs: 5 })
    await other.ask('runs.setLearningRate', { id, learningRate: 0.0001 })
    const changed = await whenRun(trainer, id, (run) => run.rateChanges.length === 1)
    expect(changed.rateChanges[0]?.learningRate).toBe(0.0001)
    expect(changed.rateChanges[0]?.step).toBeGreaterThan(1)
    expect(changed.progress).toMatchObject({ epochs: 1005, steps: 20_100 })
    await other.ask('runs.pause', { id })
    await whenRun(trainer, id, isPaused)
  })

  test('takes another learning rate while it rests, from the step it goes on with', async () => {
    const core = tempCore()
    const { id } = await core.ask('runs.start', long)
    await whenRun(core, id, isTraining)
    await core.ask('runs.stop', { id })
    const { progress } = await whenRun(core, id, hasEnded)
    await core.ask('runs.setLearningRate', { id, learningRate: 0.01 })
    expect((await core.ask('runs.show', { id })).rateChanges).toEqual([
      { step: progress.step + 1, learningRate: 0.01 },
    ])
  })

  test('that has diverged does not go on', async () => {
    const core = tempCore()
    const config = { ...short.config, hidden: [64, 64, 64], learningRate: 10, epochs: 50 }
    const { id, status } = await ended(core, { config: { ...config, optimizer: 'sgd' } })
    expect(status).toBe('diverged')
    for (const refused of [
      core.ask('runs.resume', { id }),
      core.ask('runs.extend', { id, epochs: 1 }),
      core.ask('runs.setLearningRate', { id, learningRate: 0.1 }),
    ])
      await expect(refused).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('has diverged') as string,
      })
  })

  test('that has ended cannot be paused', async () => {
    const core = tempCore()
    const { id } = await ended(core)
    await expect(core.ask('runs.pause', { id })).rejects.toMatchObject({ code: 'conflict' })
  })
})
