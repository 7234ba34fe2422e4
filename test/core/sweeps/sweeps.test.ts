import { expect, test } from 'vitest'
import type { RunId } from '../../../electron/contract/entities.ts'
import { tempDir } from '../../temp-dir.ts'
import { tempCore, whenRun } from '../temp-core.ts'
import { config, grid, isOver, range, whenSweep } from './sweep-parts.ts'

const asker = () => tempCore({ worksQueue: false })
const long = { ...config, epochs: 1000 }

test('a grid makes each combination once, as ordinary runs of the queue', async () => {
  const core = asker()
  const { id } = await core.ask('sweeps.start', grid)
  const { trials, state, planned, name } = await core.ask('sweeps.show', { id })
  expect(trials.map(({ values }) => values)).toEqual([
    ['8', '0.001'],
    ['8', '0.01'],
    ['16', '0.001'],
    ['16', '0.01'],
  ])
  expect({ state, planned, name }).toEqual({
    state: 'running',
    planned: 4,
    name: 'Hidden and learning rate sweep',
  })
  const queue = await core.ask('queue.list', {})
  expect(queue.map((run) => run.id)).toEqual(trials.map((trial) => trial.id))
  const [newest] = await core.ask('runs.list', {})
  expect(newest?.group).toEqual({ id, kind: 'sweep', name, trial: 4 })
})

test('a sweep trains to its end and says which values were best', async () => {
  const core = tempCore()
  const { id } = await core.ask('sweeps.start', { ...grid, repeats: 2 })
  const sweep = await whenSweep(core, id, isOver)
  expect(sweep.counts.completed).toBe(8)
  expect(sweep.criterion).toBe('test')
  expect(sweep.standings).toHaveLength(4)
  expect(sweep.standings.map(({ completed }) => completed)).toEqual([2, 2, 2, 2])
  const errors = sweep.standings.map(({ error }) => error)
  expect(errors).toEqual(errors.toSorted((a, b) => a - b))
  expect(sweep.standings[0]?.deviation).toBeGreaterThanOrEqual(0)
  expect(sweep.spentSeconds).toBeGreaterThanOrEqual(0)
})

test('the same search seed draws the same values, another one others', async () => {
  const core = asker()
  const drawn = async (searchSeed: number) => {
    const plan = await core.ask('sweeps.plan', {
      config,
      axes: [range],
      budget: { kind: 'runs', runs: 5 },
      searchSeed,
    })
    return plan.trials.map(({ values }) => Number(values[0]))
  }
  const first = await drawn(1)
  expect(await drawn(1)).toEqual(first)
  expect(await drawn(2)).not.toEqual(first)
  expect(Math.min(...first)).toBeGreaterThanOrEqual(0.0001)
  expect(Math.max(...first)).toBeLessThanOrEqual(0.1)
})

test('a plan says how many runs, and makes none', async () => {
  const core = asker()
  const plan = await core.ask('sweeps.plan', { ...grid, repeats: 3 })
  expect(plan).toMatchObject({ runs: 12, settings: ['hidden', 'learningRate'], seconds: null })
  expect(plan.bytes).toBeGreaterThan(0)
  expect(plan.freeBytes).toBeGreaterThan(0)
  expect(plan.trials.slice(0, 3).map(({ seed }) => seed)).toEqual([1, 2, 3])
  expect(await core.ask('runs.list', {})).toEqual([])
  expect(await core.ask('sweeps.list', {})).toEqual([])
})

test('a plan knows the time from the measured speed', async () => {
  const core = tempCore({ worksQueue: false })
  await core.ask('settings.change', { cores: 2 })
  const { id } = await core.ask('runs.start', { config: { ...config, hidden: [8] } })
  const { seconds } = await core.resume(id, new AbortController().signal)
  const plan = await core.ask('sweeps.plan', {
    config: { ...config, hidden: [8] },
    axes: [{ kind: 'values', setting: 'seed', values: [1, 2, 3, 4] }],
  })
  expect(plan.sideBySide).toBe(2)
  expect(plan.seconds).toBeCloseTo(2 * seconds, 5)
})

test('a paused sweep has nothing in the queue, and goes on from where it was', async () => {
  const core = tempCore()
  await core.ask('settings.change', { cores: 2 })
  const { id } = await core.ask('sweeps.start', { ...grid, config: { ...config, epochs: 15 } })
  await whenSweep(core, id, ({ counts }) => counts.running === 2)
  await core.ask('sweeps.pause', { id })
  const paused = await whenSweep(core, id, ({ counts }) => counts.running === 0)
  expect(paused).toMatchObject({ state: 'paused', counts: { queued: 0, paused: 4 } })
  expect(await core.ask('queue.list', {})).toEqual([])
  await expect(core.ask('sweeps.pause', { id })).rejects.toMatchObject({ code: 'conflict' })
  await core.ask('sweeps.resume', { id })
  const done = await whenSweep(core, id, isOver)
  expect(done.counts.completed).toBe(4)
})

test('a stopped sweep keeps what was finished, and can be resumed', async () => {
  const core = tempCore()
  const { id } = await core.ask('sweeps.start', { ...grid, config: long })
  await whenSweep(core, id, ({ counts }) => counts.running > 0)
  await core.ask('sweeps.stop', { id })
  const stopped = await whenSweep(core, id, ({ counts }) => counts.stopped === 4)
  expect(stopped.state).toBe('stopped')
  await expect(core.ask('sweeps.stop', { id })).rejects.toMatchObject({ code: 'conflict' })
  await core.ask('sweeps.resume', { id })
  const resumed = await core.ask('sweeps.show', { id })
  expect(resumed.counts.queued + resumed.counts.running).toBe(4)
  await core.ask('sweeps.stop', { id })
})

test('a random search can be extended, and a completed one then goes on', async () => {
  const core = tempCore()
  const { id } = await core.ask('sweeps.start', {
    config,
    axes: [range],
    budget: { kind: 'runs', runs: 2 },
  })
  const before = await whenSweep(core, id, isOver)
  await core.ask('sweeps.extend', { id, by: { kind: 'runs', runs: 1 } })
  const after = await whenSweep(core, id, (sweep) => isOver(sweep) && sweep.trials.length === 3)
  expect(after.trials.slice(0, 2)).toEqual(before.trials)
  expect(after.planned).toBe(3)
  await expect(
    core.ask('sweeps.extend', { id, by: { kind: 'minutes', minutes: 1 } }),
  ).rejects.toMatchObject({ code: 'bad-input' })
  await expect(
    core.ask('sweeps.extend', { id, by: { kind: 'runs', runs: 998 } }),
  ).rejects.toMatchObject({ code: 'bad-input' })
})

test('a grid cannot be extended', async () => {
  const core = asker()
  const { id } = await core.ask('sweeps.start', grid)
  await expect(
    core.ask('sweeps.extend', { id, by: { kind: 'runs', runs: 1 } }),
  ).rejects.toMatchObject({ code: 'conflict' })
})

test('a search by time adds trials as others end, and ends with its time', async () => {
  let clock = 1_000_000
  const core = tempCore({ now: () => (clock += 50) })
  await core.ask('settings.change', { cores: 2 })
  const { id } = await core.ask('sweeps.start', {
    config,
    axes: [range],
    budget: { kind: 'minutes', minutes: 0.1 },
  })
  const first = await core.ask('sweeps.show', { id })
  expect(first.trials).toHaveLength(4)
  expect(first.planned).toBeNull()
  const done = await whenSweep(core, id, isOver)
  expect(done.spentSeconds).toBeGreaterThanOrEqual(6)
  expect(done.added).toBeGreaterThan(0)
  expect(done.counts.queued).toBe(0)
})

test('a trial in the bin is no part of its sweep until it is restored', async () => {
  const core = asker()
  const { id } = await core.ask('sweeps.start', grid)
  const { trials } = await core.ask('sweeps.show', { id })
  const gone = trials[1]?.id as RunId
  await core.ask('runs.delete', { ids: [gone] })
  expect((await core.ask('sweeps.show', { id })).trials.map(({ trial }) => trial)).toEqual([
    1, 3, 4,
  ])
  await core.ask('runs.restore', { ids: [gone] })
  expect((await core.ask('sweeps.show', { id })).trials).toHaveLength(4)
})

test('a deleted sweep is gone with its trials, and comes back with them', async () => {
  const core = asker()
  const { id } = await core.ask('sweeps.start', grid)
  const { ids } = await core.ask('sweeps.delete', { id })
  expect(ids).toHaveLength(4)
  expect(await core.ask('sweeps.list', {})).toEqual([])
  expect(await core.ask('queue.list', {})).toEqual([])
  await core.ask('runs.restore', { ids: [...ids] })
  expect(await core.ask('sweeps.list', {})).toMatchObject([{ id, state: 'stopped' }])
})

test('a sweep in the foreground trains its own trials alone, and an interrupt pauses it', async () => {
  const core = asker()
  const { id: other } = await core.ask('runs.start', { config })
  const { id } = await core.ask('sweeps.start', grid)
  expect(await core.sweep(id, new AbortController().signal)).toMatchObject({ state: 'completed' })
  expect((await core.ask('runs.show', { id: other })).status).toBe('queued')

  const { id: second } = await core.ask('sweeps.start', { ...grid, config: long })
  const interrupt = new AbortController()
  const ended = core.sweep(second, interrupt.signal)
  await whenSweep(core, second, ({ counts }) => counts.running > 0)
  interrupt.abort()
  expect(await ended).toMatchObject({ state: 'paused', counts: { paused: 4 } })
})

test('a program that is started again goes on with what it was closed in', async () => {
  const dataDir = tempDir()
  const first = tempCore({ dataDir })
  await first.ask('settings.change', { cores: 2 })
  const { id } = await first.ask('sweeps.start', { ...grid, config: { ...config, epochs: 15 } })
  const { trials } = await whenSweep(first, id, ({ counts }) => counts.running === 2)
  await first.close()
  const between = tempCore({ dataDir, worksQueue: false })
  expect(await between.ask('sweeps.show', { id })).toMatchObject({
    state: 'running',
    counts: { queued: 4 },
  })
  const second = tempCore({ dataDir })
  const done = await whenSweep(second, id, isOver)
  expect(done.counts.completed).toBe(4)
  expect(done.trials.map((trial) => trial.id)).toEqual(trials.map((trial) => trial.id))
})

test('two programs on one folder never add a trial twice', async () => {
  const dataDir = tempDir()
  const [one, other] = [tempCore({ dataDir }), tempCore({ dataDir })]
  const { id } = await one.ask('sweeps.start', {
    config,
    axes: [range],
    budget: { kind: 'runs', runs: 60 },
  })
  await other.ask('sweeps.extend', { id, by: { kind: 'runs', runs: 4 } })
  const { trials } = await whenSweep(other, id, (sweep) => sweep.added === 64)
  expect(trials.map(({ trial }) => trial)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1))
  await one.ask('sweeps.delete', { id })
  await whenRun(one, trials[0]?.id as RunId, ({ status }) => status !== 'running')
})
