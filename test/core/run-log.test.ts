import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { StartRun, type RunId } from '../../electron/contract/entities.ts'
import type { Core } from '../../electron/core/core.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork } from '../../electron/train/messages.ts'
import { tempDir } from '../temp-dir.ts'
import { built, long, short } from './core-parts.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

const logOf = async (core: Core, id: RunId) =>
  (await core.ask('runs.log', { id })).map(({ level, text }) => `${level}: ${text}`)

const never = new AbortController().signal

test('a log says when a run waited, began, on what, what was changed, and how it ended', async () => {
  let now = 1000
  const core = tempCore({ worksQueue: false, now: () => now })
  const { id, engine } = await core.train(v.parse(StartRun, short), never)
  now = 2000
  await core.ask('runs.extend', { id, epochs: 1 })
  await core.ask('runs.setLearningRate', { id, learningRate: 0.01 })
  await core.resume(id, never)
  const trains = `info: Trains on native ${engine?.version ?? ''}, threads: ${String(engine?.threads)}`
  expect(await logOf(core, id)).toEqual([
    'info: Queued',
    'info: Began',
    trains,
    'info: Completed',
    'info: 3 epochs in all from step 41 on',
    'info: Learning rate 0.01 from step 41 on',
    'info: Queued to go on after step 40',
    'info: Went on after step 40',
    trains,
    'info: Completed',
  ])
  const times = (await core.ask('runs.log', { id })).map(({ at }) => at)
  expect([times[0], times.at(-1)]).toEqual([1000, 2000])
})

test('what is asked of a run that trains is in its log, and what its trainer made of it', async () => {
  const core = tempCore()
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, (run) => run.status === 'running' && run.progress.step > 0)
  await core.ask('runs.setLearningRate', { id, learningRate: 0.5 })
  await whenRun(core, id, ({ rateChanges }) => rateChanges.length > 0)
  await core.ask('runs.pause', { id })
  const paused = await whenRun(core, id, hasEnded)
  const [change] = paused.rateChanges
  expect((await logOf(core, id)).slice(-3)).toEqual([
    `info: Learning rate 0.5 from step ${String(change?.step)} on`,
    'info: Asked to pause',
    `info: Paused at step ${String(paused.progress.step)}`,
  ])
})

test('a trainer that dies, a run that waited and a repeat say so', async () => {
  const pids: number[] = []
  const inner = forkNode(built)
  const fork: Fork = <S, R>(...started: Parameters<Fork>) => {
    const port = inner<S, R>(...started)
    pids.push(port.pid ?? NaN)
    return port
  }
  const core = tempCore({ fork })
  await core.ask('settings.change', { runsAtOnce: 1 })
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, (run) => run.status === 'running' && run.progress.step > 0)
  const { id: waits } = await core.ask('runs.start', short)
  await core.ask('queue.remove', { ids: [waits] })
  expect(await logOf(core, waits)).toEqual(['info: Queued', 'info: Taken out of the queue'])
  process.kill(pids.at(-1) ?? NaN, 'SIGKILL')
  const dead = await whenRun(core, id, hasEnded)
  const reason = 'reason' in dead ? dead.reason : ''
  expect((await logOf(core, id)).at(-1)).toMatch(reason)
  expect(reason).not.toBe('')
  const { id: repeat } = await core.ask('runs.reproduce', { id })
  expect((await logOf(core, repeat))[0]).toBe(`info: Queued to repeat run ${id}`)
  await core.ask('runs.delete', { ids: [repeat] })
})

test('a run whose process is gone is logged as interrupted by whoever finds it', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  const { id } = await core.ask('runs.start', short)
  const db = openDatabase(join(dataDir, 'lab.db'))
  db.exec("UPDATE run SET status = 'running', owner = '4194305 elsewhere/1 x', heartbeat_at = 1")
  db.close()
  await whenRun(core, id, ({ status }) => status === 'interrupted')
  expect((await logOf(core, id)).at(-1)).toBe(
    'warn: Interrupted at step 0: The process that trained it ended unexpectedly',
  )
})

test('what is wrong with the result of a run that has completed stands behind its end', async () => {
  const core = tempCore({ worksQueue: false })
  const hopeless = { ...short.config, optimizer: 'sgd', learningRate: 1e-7, epochs: 10 } as const
  const { id } = await core.train(v.parse(StartRun, { config: hopeless }), never)
  const { findings } = await core.ask('runs.show', { id })
  const problems = findings.filter(({ weight }) => weight === 'problem')
  expect(problems).not.toEqual([])
  expect((await logOf(core, id)).slice(-1 - problems.length)).toEqual([
    'info: Completed',
    ...problems.map(({ text }) => `warn: ${text}`),
  ])
})
