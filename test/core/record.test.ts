import * as v from 'valibot'
import { expect, test } from 'vitest'
import { StartRun } from '../../electron/contract/entities.ts'
import { short } from './core-parts.ts'
import { ended } from './results.ts'
import { tempCore } from './temp-core.ts'

const never = new AbortController().signal

test('each start of training is on record, with its step and what it trained on', async () => {
  let now = 5000
  const core = tempCore({
    worksQueue: false,
    now: () => now,
    source: { commit: 'c'.repeat(40), hasChanges: false },
    commandLine: ['digit-lab', 'train'],
  })
  const { id, engine, dataset } = await core.train(v.parse(StartRun, short), never)
  await core.ask('runs.extend', { id, epochs: 1 })
  // A clock that was set back in between.
  now = 4000
  await core.resume(id, never)
  const { stints } = await core.ask('runs.show', { id })
  expect(stints.map(({ fromStep, startedAt }) => [fromStep, startedAt])).toEqual([
    [0, 5000],
    [40, 4000],
  ])
  for (const stint of stints)
    expect(stint).toMatchObject({
      engine,
      dataSha256: dataset.sha256,
      version: 'test',
      commit: 'c'.repeat(40),
      commandLine: ['digit-lab', 'train'],
      node: process.versions.node,
    })
})

test('a start that found no engine is on record too', async () => {
  const core = tempCore({
    fork: () => ({
      pid: undefined,
      send: () => undefined,
      onMessage: () => undefined,
      onExit: (listener) => {
        listener('could not start')
      },
      kill: () => undefined,
    }),
  })
  const { id } = await ended(core)
  const { stints } = await core.ask('runs.show', { id })
  expect(stints).toMatchObject([{ fromStep: 0, engine: null }])
})

test('the layers of every finished epoch are on record', async () => {
  const core = tempCore()
  const { id } = await ended(core)
  const layers = await core.ask('runs.layers', { id })
  expect(layers.map(({ epoch }) => epoch)).toEqual([1, 2])
  for (const epoch of layers) {
    expect(epoch.layers.map(({ layer, inputs, units }) => [layer, inputs, units])).toEqual([
      [1, 784, 16],
      [2, 16, 10],
    ])
    const [hidden, last] = epoch.layers
    expect(hidden?.dead).toBeGreaterThanOrEqual(0)
    expect([hidden?.saturated, last?.dead, last?.saturated]).toEqual([null, null, null])
  }
})

test('seconds of usage go on through a stop, with what is known from before', async () => {
  const core = tempCore({ worksQueue: false })
  const { id } = await core.train(v.parse(StartRun, short), never)
  const before = await core.ask('runs.usage', { id })
  await core.ask('runs.extend', { id, epochs: 1 })
  await core.resume(id, never)
  const all = await core.ask('runs.usage', { id })
  expect(all.slice(0, before.length)).toEqual(before)
  expect(all.length).toBeGreaterThan(before.length)
  const seconds = all.map((usage) => usage.seconds)
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
})

test.each(['runs.usage', 'runs.layers'] as const)(
  '%s of an unknown run is refused',
  async (call) => {
    const id = '0000000000'
    expect(await tempCore().answer(call, { id })).toMatchObject({ ok: false, code: 'not-found' })
  },
)
