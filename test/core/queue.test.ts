import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import type { Input } from '../../electron/contract/calls.ts'
import { StartRun, type Run, type RunId } from '../../electron/contract/entities.ts'
import type { Core } from '../../electron/core/core.ts'
import { tempDir } from '../temp-dir.ts'
import { long, short } from './core-parts.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

/** A network that two threads share, and so many steps that it still trains when a test wants to do something to it. */
const large: Input<'runs.start'> = {
  config: { hidden: [256], batch: 1000, trainImages: 2000, epochs: 1000 },
}

const isTraining = (run: Run) => run.status === 'running' && run.progress.step > 0
const isReady = (run: Run) => run.status === 'running' && run.engine !== null
const threadsOf = async (core: Core, id: RunId) =>
  (await whenRun(core, id, isReady)).engine?.threads
const statusOf = async (core: Core, id: RunId) => (await core.ask('runs.show', { id })).status

/** How many runs trained at once at most, as told by one core. */
function mostAtOnce(core: Core) {
  const running = new Set<RunId>()
  let most = 0
  core.on('run.changed', ({ id, status }) => {
    if (status === 'running') running.add(id)
    else running.delete(id)
    most = Math.max(most, running.size)
  })
  return () => most
}

const startOne = async (core: Core, start = short) => (await core.ask('runs.start', start)).id

/** Queues them so fast that no timer of the queue can come between. */
async function startAll(core: Core, count: number, start = short): Promise<readonly RunId[]> {
  const ids: RunId[] = []
  while (ids.length < count) ids.push(await startOne(core, start))
  return ids
}

describe('on two cores', () => {
  test('runs that are queued in a burst train two at a time with one thread each, in their order', async () => {
    const core = tempCore()
    await core.ask('settings.change', { cores: 2 })
    const most = mostAtOnce(core)
    const begun: RunId[] = []
    core.on('run.changed', ({ id, status }) => {
      if (status === 'running' && !begun.includes(id)) begun.push(id)
    })
    const ids = await startAll(core, 3, { config: { ...large.config, epochs: 2 } })
    const ended = await Promise.all(ids.map((id) => whenRun(core, id, hasEnded)))
    expect(ended.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
    expect(ended.slice(0, 2).map(({ engine }) => engine?.threads)).toEqual([1, 1])
    expect(begun).toEqual(ids)
    expect(most()).toBe(2)
  })

  test('a run that waits alone has both, and one that comes later waits for it', async () => {
    const core = tempCore()
    await core.ask('settings.change', { cores: 2 })
    const first = await startOne(core, large)
    expect(await threadsOf(core, first)).toBe(2)
    const second = await startOne(core, large)
    await whenRun(core, first, isTraining)
    expect(await statusOf(core, second)).toBe('queued')
    await core.ask('runs.stop', { id: first })
    expect(await threadsOf(core, second)).toBe(2)
  })

  test('what one program trains in the foreground is off the budget of another', async () => {
    const dataDir = tempDir()
    const server = tempCore({ dataDir })
    await server.ask('settings.change', { cores: 2 })
    const terminal = tempCore({ dataDir, worksQueue: false })
    const stop = new AbortController()
    const foreground = terminal.train(v.parse(StartRun, { ...long, threads: 1 }), stop.signal)
    const { id } = await terminal.ask('runs.find', { run: 'last' })
    await whenRun(server, id, isTraining)
    const most = mostAtOnce(server)
    const ids = await startAll(server, 2)
    for (const each of ids) expect(await threadsOf(server, each)).toBe(1)
    await Promise.all(ids.map((each) => whenRun(server, each, hasEnded)))
    expect(most()).toBe(2)
    expect(await statusOf(server, id)).toBe('running')
    stop.abort()
    await foreground
  })

  test('two programs share one queue and never train more than two runs', async () => {
    const dataDir = tempDir()
    const one = tempCore({ dataDir })
    await one.ask('settings.change', { cores: 2 })
    const other = tempCore({ dataDir })
    const looker = tempCore({ dataDir, worksQueue: false })
    const most = mostAtOnce(looker)
    const ids = [...(await startAll(one, 3)), ...(await startAll(other, 3))]
    const ended = await Promise.all(ids.map((id) => whenRun(looker, id, hasEnded)))
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['completed']))
    expect(most()).toBeLessThanOrEqual(2)
  })

  test('a run that goes on keeps its threads, and waits for them', async () => {
    const core = tempCore()
    await core.ask('settings.change', { cores: 2 })
    const whole = await startOne(core, large)
    await whenRun(core, whole, isTraining)
    await core.ask('runs.pause', { id: whole })
    await whenRun(core, whole, hasEnded)
    const first = await startOne(core, long)
    const second = await startOne(core, long)
    for (const id of [first, second]) await whenRun(core, id, isTraining)
    await core.ask('runs.resume', { id: whole })
    await core.ask('runs.stop', { id: first })
    await whenRun(core, first, hasEnded)
    expect(await statusOf(core, whole)).toBe('queued')
    await core.ask('runs.stop', { id: second })
    const again = await whenRun(core, whole, isTraining)
    expect(again.engine?.threads).toBe(2)
  })
})

describe('the settings', () => {
  test('let a waiting run begin as soon as they allow it, whichever program changes them', async () => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir })
    await core.ask('settings.change', { cores: 1 })
    const first = await startOne(core, long)
    const second = await startOne(core, long)
    await whenRun(core, first, isTraining)
    expect(await statusOf(core, second)).toBe('queued')
    const other = tempCore({ dataDir, worksQueue: false })
    await other.ask('settings.change', { cores: 2 })
    expect(await threadsOf(core, second)).toBe(1)
  })

  test('bound the threads of a run in the foreground', async () => {
    const core = tempCore({ worksQueue: false })
    const never = new AbortController().signal
    const start = v.parse(StartRun, { config: { ...large.config, epochs: 1 } })
    expect((await core.train(start, never)).engine?.threads).toBe(availableParallelism())
    await core.ask('settings.change', { cores: 1 })
    expect((await core.train(start, never)).engine?.threads).toBe(1)
  })
})

test('closing the core stops all that it trains, each with a checkpoint, and begins nothing more', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  await core.ask('settings.change', { cores: 2 })
  const ids = await startAll(core, 3, long)
  await Promise.all(ids.slice(0, 2).map((id) => whenRun(core, id, isTraining)))
  await core.close()
  const next = tempCore({ dataDir, worksQueue: false })
  const runs = await Promise.all(ids.map((id) => next.ask('runs.show', { id })))
  expect(runs.map(({ status }) => status)).toEqual(['stopped', 'stopped', 'queued'])
  for (const { checkpoints, progress } of runs)
    expect(checkpoints.at(-1)?.step ?? 0).toBe(progress.step)
})
