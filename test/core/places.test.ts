import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Announcement } from '../../electron/contract/calls.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import type { RunPlace } from '../../electron/contract/run-list.ts'
import type { Core } from '../../electron/core/core.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { tempDir } from '../temp-dir.ts'
import { long, short, silent } from './core-parts.ts'
import { ended } from './results.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

const names = async (core: Core, place: RunPlace) =>
  (await core.ask('runs.list', { place })).map(({ name }) => name).toSorted()

const everywhere = async (core: Core) => ({
  active: await names(core, 'active'),
  archived: await names(core, 'archived'),
  deleted: await names(core, 'deleted'),
})

/** Runs that ended before they began. */
async function stopped(core: Core, ...called: readonly string[]): Promise<RunId[]> {
  const ids: RunId[] = []
  for (const name of called) {
    const { id } = await core.ask('runs.start', { config: {}, name })
    await core.ask('runs.stop', { id })
    ids.push(id)
  }
  return ids
}

function newsOf(core: Core): Announcement[] {
  const news: Announcement[] = []
  core.onAny((each) => news.push(each))
  return news
}

const quiet = () => tempCore({ worksQueue: false })

test('archive, bin and back: each works on many, and restoring brings a run back to where it was', async () => {
  const core = quiet()
  const [one, two] = await stopped(core, 'one', 'two')
  const ids = [one, two] as [RunId, RunId]
  const news = newsOf(core)
  await core.ask('runs.archive', { ids: [ids[0]] })
  expect(await everywhere(core)).toEqual({ active: ['two'], archived: ['one'], deleted: [] })
  await core.ask('runs.delete', { ids })
  expect(await everywhere(core)).toEqual({ active: [], archived: [], deleted: ['one', 'two'] })
  await core.ask('runs.restore', { ids })
  expect(await everywhere(core)).toEqual({ active: ['two'], archived: ['one'], deleted: [] })
  await core.ask('runs.unarchive', { ids })
  expect(await everywhere(core)).toEqual({ active: ['one', 'two'], archived: [], deleted: [] })
  expect(news.map(({ event }) => event)).toEqual(Array(7).fill('run.changed'))
})

test('a run that is paused is archived, and comes back when it is resumed', async () => {
  const core = quiet()
  const { id } = await core.ask('runs.start', short)
  await core.ask('runs.pause', { id })
  await core.ask('runs.archive', { ids: [id] })
  await core.ask('runs.resume', { id })
  expect(await core.ask('runs.show', { id })).toMatchObject({ status: 'queued', archivedAt: null })
})

describe('all or none', () => {
  test('a run that waits keeps the others from the archive, and is named', async () => {
    const core = quiet()
    const [one] = await stopped(core, 'one')
    const { id } = await core.ask('runs.start', { config: {}, name: 'Live' })
    await expect(core.ask('runs.archive', { ids: [one as RunId, id] })).rejects.toMatchObject({
      code: 'conflict',
      message: 'Run Live is queued; stop it first',
    })
    expect(await names(core, 'archived')).toEqual([])
  })

  test('a run of the bin is not archived', async () => {
    const core = quiet()
    const ids = await stopped(core, 'one', 'two')
    await core.ask('runs.delete', { ids: ids.slice(1) })
    await expect(core.ask('runs.archive', { ids })).rejects.toMatchObject({
      message: 'Run two is in the bin; restore it first',
    })
    expect(await names(core, 'archived')).toEqual([])
  })

  test('only runs of the bin are purged', async () => {
    const core = quiet()
    const ids = await stopped(core, 'one', 'two')
    await core.ask('runs.delete', { ids: ids.slice(1) })
    await expect(core.ask('runs.purge', { ids })).rejects.toMatchObject({
      code: 'conflict',
      message: 'Run one is not in the bin; delete it first',
    })
    expect(await everywhere(core)).toEqual({ active: ['one'], archived: [], deleted: ['two'] })
  })
})

test('deleting many stops those that wait and those that train, and all come back', async () => {
  const core = tempCore()
  await core.ask('settings.change', { runsAtOnce: 1 })
  const { id: trains } = await core.ask('runs.start', long)
  await whenRun(core, trains, (run) => run.status === 'running' && run.progress.step > 0)
  const { id: waits } = await core.ask('runs.start', long)
  await core.ask('runs.delete', { ids: [trains, waits] })
  expect(await core.ask('runs.show', { id: waits })).toMatchObject({ status: 'stopped' })
  expect(await whenRun(core, trains, hasEnded)).toMatchObject({
    status: 'stopped',
    canResume: true,
  })
  await core.ask('runs.restore', { ids: [trains, waits] })
  expect(await core.ask('runs.list', {})).toHaveLength(2)
})

describe('a purge', () => {
  test('leaves no row of the run, and gives back as many bytes as it says', async () => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir })
    const { id } = await ended(core, { config: { ...short.config, hidden: [512] } })
    await core.ask('runs.change', { ids: [id], note: 'x'.repeat(10_000) })
    await core.ask('runs.delete', { ids: [id] })
    const file = join(dataDir, 'lab.db')
    const db = openDatabase(file)
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all()
      .filter((table) => db.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined)
    expect(tables).toEqual(expect.arrayContaining(['run', 'metric', 'epoch', 'checkpoint', 'log']))
    db.pragma('wal_checkpoint(TRUNCATE)')
    const before = statSync(file).size
    const news = newsOf(core)
    const { freed } = await core.ask('runs.purge', { ids: [id] })
    expect(freed).toBe(before - statSync(file).size)
    expect(freed).toBeGreaterThan(1_000_000)
    // Said once more where it is also noticed as a change of the data folder.
    for (const each of news) expect(each).toEqual({ event: 'run.purged', payload: { id } })
    expect(news).not.toEqual([])
    for (const table of tables.filter((name) => name !== 'sqlite_sequence'))
      expect(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get(), table).toBe(0)
    expect(db.prepare('SELECT run FROM purged').pluck().all()).toEqual([id])
    db.close()
  })

  test('clears what refers to the run: repeats of it, and the baseline', async () => {
    const core = tempCore()
    const { id } = await ended(core)
    const { id: repeat } = await core.ask('runs.reproduce', { id })
    await whenRun(core, repeat, hasEnded)
    await core.ask('settings.change', { baseline: id })
    await core.ask('runs.delete', { ids: [id] })
    const news = newsOf(core)
    await core.ask('runs.purge', { ids: [id] })
    expect(await core.ask('runs.show', { id: repeat })).toMatchObject({ reproduces: null })
    expect(await core.ask('settings.show', {})).toMatchObject({ baseline: null })
    // A run that has ended may be told of once more when its trainer is gone.
    const kinds = new Set(news.map(({ event }) => event))
    expect([...kinds].toSorted()).toEqual(['run.changed', 'run.purged', 'settings.changed'])
    await expect(core.ask('runs.show', { id })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('of the newest run does not hide later changes from other processes', async () => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir, worksQueue: false })
    const other = tempCore({ dataDir, worksQueue: false })
    const [kept, gone] = (await stopped(core, 'kept', 'gone')) as [RunId, RunId]
    const purged = new Promise<RunId>((resolve) => {
      other.on('run.purged', (news) => {
        resolve(news.id)
      })
    })
    await core.ask('runs.delete', { ids: [gone] })
    await core.ask('runs.purge', { ids: [gone] })
    expect(await purged).toBe(gone)
    const pinned = whenRun(other, kept, ({ isPinned }) => isPinned)
    await core.ask('runs.change', { ids: [kept], isPinned: true })
    await expect(pinned).resolves.toMatchObject({ name: 'kept' })
  })

  test('of a run whose trainer is not gone yet ends the trainer, without an error', async () => {
    const lines: string[] = []
    const tell = (line: string) => lines.push(line)
    const core = tempCore({ log: { ...silent, warn: tell, error: tell } })
    await core.ask('settings.change', { runsAtOnce: 1 })
    const { id } = await core.ask('runs.start', long)
    await whenRun(core, id, (run) => run.status === 'running' && run.progress.step > 0)
    await core.ask('runs.delete', { ids: [id] })
    await core.ask('runs.purge', { ids: [id] })
    // The queue goes on once the trainer is gone.
    expect(await ended(core)).toMatchObject({ status: 'completed' })
    expect(lines.filter((line) => !line.includes('no longer ours'))).toEqual([])
  })
})

test('a run whose process is gone is neither in the way of the archive nor of a purge', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  const { id: first } = await core.ask('runs.start', short)
  const { id: second } = await core.ask('runs.start', short)
  const db = openDatabase(join(dataDir, 'lab.db'))
  db.exec("UPDATE run SET status = 'running', owner = '4194305 elsewhere/1 x', heartbeat_at = 1")
  db.close()
  await core.ask('runs.archive', { ids: [first] })
  expect(await core.ask('runs.show', { id: first })).toMatchObject({ status: 'interrupted' })
  await core.ask('runs.delete', { ids: [second] })
  await core.ask('runs.purge', { ids: [second] })
  expect(await everywhere(core)).toMatchObject({ active: [], deleted: [] })
})

test('two processes that purge and restore the same runs at once leave each run in one place', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  const other = tempCore({ dataDir, worksQueue: false })
  const ids = await stopped(core, 'one', 'two', 'three')
  await core.ask('runs.delete', { ids })
  const outcomes = await Promise.allSettled([
    core.ask('runs.purge', { ids }),
    other.ask('runs.restore', { ids }),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { active, deleted } = await everywhere(core)
  expect([active.length, deleted.length]).toEqual([active.length === 0 ? 0 : 3, 0])
})
