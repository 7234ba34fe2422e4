import { describe, expect, test } from 'vitest'
import type { RunId } from '../../electron/contract/entities.ts'
import type { QueuedRun } from '../../electron/contract/run-list.ts'
import type { Core } from '../../electron/core/core.ts'
import { tempDir } from '../temp-dir.ts'
import { long, short } from './core-parts.ts'
import { ended } from './results.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

const quiet = (dataDir = tempDir()) => tempCore({ dataDir, worksQueue: false })

const orderOf = async (core: Core) => (await core.ask('queue.list', {})).map(({ id }) => id)

async function waiting(core: Core, count: number): Promise<RunId[]> {
  const ids: RunId[] = []
  while (ids.length < count) ids.push((await core.ask('runs.start', short)).id)
  return ids
}

/** Ids in the order of `order`, as letters in the order in which they were added. */
const letters = (ids: readonly RunId[], order: readonly RunId[]) =>
  order.map((id) => 'abcdefgh'.charAt(ids.indexOf(id))).join('')

/** The first announcement of the queue that is as wanted. */
const whenQueue = (core: Core, isWanted: (queue: readonly QueuedRun[]) => boolean) =>
  new Promise<readonly QueuedRun[]>((resolve) => {
    const off = core.on('queue.changed', (queue) => {
      if (!isWanted(queue)) return
      off()
      resolve(queue)
    })
  })

describe('the order of the queue', () => {
  test('is that in which runs were added, and a move changes the place of one run alone', async () => {
    const core = quiet()
    const ids = (await waiting(core, 4)) as [RunId, RunId, RunId, RunId]
    const [a, b, , d] = ids
    const moves = [
      [d, b, 'adbc'],
      [a, null, 'dbca'],
      [a, d, 'adbc'],
      [a, a, 'adbc'],
      [d, a, 'dabc'],
      [d, null, 'abcd'],
    ] as const
    for (const [id, before, order] of moves) {
      await core.ask('queue.move', { id, before })
      expect(letters(ids, await orderOf(core))).toBe(order)
    }
  })

  test('survives any number of moves into the same gap', async () => {
    const core = quiet()
    const ids = (await waiting(core, 3)) as [RunId, RunId, RunId]
    const [a, b, c] = ids
    for (let turn = 0; turn < 60; turn += 1) {
      await core.ask('queue.move', { id: b, before: c })
      await core.ask('queue.move', { id: a, before: c })
      expect(letters(ids, await orderOf(core))).toBe('bac')
      await core.ask('queue.move', { id: b, before: c })
      expect(letters(ids, await orderOf(core))).toBe('abc')
    }
    const places = (await core.ask('runs.list', {})).map(({ id, place }) => ({ id, place }))
    const byPlace = places.toSorted((one, other) => one.place - other.place)
    expect(byPlace.map(({ id }) => id)).toEqual(ids)
  })

  test('is the same after a restart, and runs begin in it', async () => {
    const dataDir = tempDir()
    const first = quiet(dataDir)
    const ids = (await waiting(first, 3)) as [RunId, RunId, RunId]
    await first.ask('queue.move', { id: ids[2], before: ids[0] })
    await first.ask('queue.hold', { ids: [ids[0]], isHeld: true })
    await first.close()
    const core = tempCore({ dataDir, worksQueue: false })
    await core.ask('settings.change', { runsAtOnce: 1 })
    expect(await core.ask('queue.list', {})).toEqual(
      [ids[2], ids[0], ids[1]].map((id) => ({
        id,
        isHeld: id === ids[0],
        startsIn: id === ids[2] ? 0 : null,
        takes: null,
      })),
    )
    await core.close()
    const worker = tempCore({ dataDir })
    const begun: RunId[] = []
    worker.on('run.changed', ({ id, status }) => {
      if (status === 'running' && !begun.includes(id)) begun.push(id)
    })
    await whenRun(worker, ids[1], hasEnded)
    expect(begun).toEqual([ids[2], ids[1]])
    expect(await orderOf(worker)).toEqual([ids[0]])
  })
})

describe('a held run', () => {
  test('keeps its place, says so, and begins once it is let go', async () => {
    const core = tempCore()
    await core.ask('settings.change', { runsAtOnce: 1 })
    const { id: trains } = await core.ask('runs.start', long)
    await whenRun(core, trains, ({ status }) => status === 'running')
    const [held, next] = (await waiting(core, 2)) as [RunId, RunId]
    await core.ask('queue.hold', { ids: [held], isHeld: true })
    expect(await core.ask('runs.show', { id: held })).toMatchObject({ isHeld: true })
    await core.ask('runs.stop', { id: trains })
    await whenRun(core, next, hasEnded)
    expect(await core.ask('queue.list', {})).toMatchObject([{ id: held, isHeld: true }])
    await core.ask('queue.hold', { ids: [held], isHeld: false })
    expect(await whenRun(core, held, hasEnded)).toMatchObject({ status: 'completed' })
  })

  test('begins when somebody trains it in the foreground, and is not held when it waits again', async () => {
    const core = quiet()
    const [held] = (await waiting(core, 1)) as [RunId]
    await core.ask('queue.hold', { ids: [held], isHeld: true })
    expect(await core.resume(held, new AbortController().signal)).toMatchObject({
      status: 'completed',
    })
    const [other] = (await waiting(core, 1)) as [RunId]
    await core.ask('queue.hold', { ids: [other], isHeld: true })
    await core.ask('runs.pause', { id: other })
    await core.ask('runs.resume', { id: other })
    expect(await core.ask('runs.show', { id: other })).toMatchObject({
      status: 'queued',
      isHeld: false,
    })
  })
})

test('a run that is taken out of the queue reads as stopped, and waits at the end when it is resumed', async () => {
  const core = quiet()
  const ids = (await waiting(core, 3)) as [RunId, RunId, RunId]
  await core.ask('queue.remove', { ids: [ids[0], ids[1]] })
  expect(await core.ask('runs.show', { id: ids[0] })).toMatchObject({
    status: 'stopped',
    endedAt: expect.any(Number) as number,
    canResume: true,
  })
  await core.ask('runs.resume', { id: ids[0] })
  expect(letters(ids, await orderOf(core))).toBe('ca')
})

test.each([
  ['queue.move', (id: RunId, ids: RunId[]) => ({ id, before: ids[0] ?? null })],
  ['queue.move', (id: RunId, ids: RunId[]) => ({ id: ids[0] ?? id, before: id })],
  ['queue.hold', (id: RunId, ids: RunId[]) => ({ ids: [...ids, id], isHeld: true })],
  ['queue.remove', (id: RunId, ids: RunId[]) => ({ ids: [...ids, id] })],
] as const)(
  '%s of a run that does not wait is refused, and nothing changes',
  async (name, input) => {
    const core = quiet()
    const ids = await waiting(core, 2)
    const { id } = await core.ask('runs.start', { config: {}, name: 'Over' })
    await core.ask('runs.stop', { id })
    const before = await core.ask('queue.list', {})
    expect(await core.answer(name, input(id, ids))).toEqual({
      ok: false,
      code: 'conflict',
      message: 'Run Over does not wait in the queue (stopped)',
    })
    expect(await core.ask('queue.list', {})).toEqual(before)
  },
)

test('each change of order, holds and members is told, whichever process makes it', async () => {
  const dataDir = tempDir()
  const core = quiet(dataDir)
  const other = quiet(dataDir)
  const changes: readonly (readonly [(ids: RunId[]) => Promise<unknown>, string])[] = [
    [() => core.ask('runs.start', short), 'abc'],
    [([a = '' as RunId]) => core.ask('queue.move', { id: a, before: null }), 'bca'],
    [([, b = '' as RunId]) => core.ask('queue.hold', { ids: [b], isHeld: true }), 'Bca'],
    [([, , c = '' as RunId]) => core.ask('runs.pause', { id: c }), 'Ba'],
    [([, b = '' as RunId]) => core.ask('runs.delete', { ids: [b] }), 'a'],
  ]
  const ids = await waiting(core, 2)
  core.on('run.changed', ({ id }) => {
    if (!ids.includes(id)) ids.push(id)
  })
  const inWords = (queue: readonly QueuedRun[]) =>
    queue
      .map(({ id, isHeld }) => (isHeld ? letters(ids, [id]).toUpperCase() : letters(ids, [id])))
      .join('')
  for (const [change, wanted] of changes) {
    const told = [core, other].map((each) => whenQueue(each, (queue) => inWords(queue) === wanted))
    await change(ids)
    await Promise.all(told)
  }
})

test('two processes that move runs at once leave one order with every run in it', async () => {
  const dataDir = tempDir()
  const [one, other] = [quiet(dataDir), quiet(dataDir)]
  const ids = (await waiting(one, 4)) as [RunId, RunId, RunId, RunId]
  await Promise.all([
    one.ask('queue.move', { id: ids[3], before: ids[0] }),
    other.ask('queue.move', { id: ids[2], before: ids[0] }),
    one.ask('queue.move', { id: ids[1], before: null }),
  ])
  const order = await orderOf(one)
  expect(order.toSorted()).toEqual(ids.toSorted())
  expect(await orderOf(other)).toEqual(order)
})

test('how long runs take, and when they begin, follows from the speed of a run like them', async () => {
  const dataDir = tempDir()
  const worker = tempCore({ dataDir })
  const like = await ended(worker)
  await worker.close()
  const core = quiet(dataDir)
  await core.ask('settings.change', { runsAtOnce: 1 })
  await waiting(core, 2)
  await core.ask('runs.start', { config: { ...short.config, epochs: 20 } })
  const queue = await core.ask('queue.list', {})
  expect(queue.map(({ takes }) => takes)).toEqual(
    [1, 1, 10].map((times) => expect.closeTo(times * like.seconds, 6) as number),
  )
  expect(queue.map(({ startsIn }) => startsIn)).toEqual(
    [0, 1, 2].map((times) => expect.closeTo(times * like.seconds, 6) as number),
  )
})
