import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Announcement } from '../../electron/contract/calls.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import type { PurgeProgress } from '../../electron/contract/run-list.ts'
import type { Core } from '../../electron/core/core.ts'
import { createPurging } from '../../electron/core/purge.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { addFinishedRuns } from '../fixtures/finished-runs.ts'
import { tempDir } from '../temp-dir.ts'
import { tempCore } from './temp-core.ts'

const count = 40

/** A data folder with that many runs in the bin. */
function fullBin(): string {
  const dataDir = tempDir()
  addFinishedRuns(
    dataDir,
    Array.from({ length: count }, (_, place) => ({
      name: `Run ${String(place)}`,
      place: 'deleted' as const,
    })),
  )
  return dataDir
}

const inBin = async (core: Core): Promise<RunId[]> =>
  (await core.ask('runs.list', { place: 'deleted' })).map(({ id }) => id)

test('others are answered while many runs are purged', async () => {
  const core = tempCore({ dataDir: fullBin(), worksQueue: false })
  const seen: Promise<number>[] = []
  core.on('run.purged', () => {
    seen.push(inBin(core).then(({ length }) => length))
  })
  expect(await core.ask('runs.purge', { ids: await inBin(core) })).toMatchObject({ purged: count })
  const sizes = await Promise.all(seen)
  expect(Math.max(...sizes)).toBeGreaterThan(0)
  expect(await inBin(core)).toEqual([])
})

test('a purge that is stopped keeps the runs that are not gone yet, whole', async () => {
  const core = tempCore({ dataDir: fullBin(), worksQueue: false })
  const off = core.on('run.purged', () => {
    off()
    void core.ask('runs.stopPurge', {})
  })
  const { purged } = await core.ask('runs.purge', { ids: await inBin(core) })
  const left = await inBin(core)
  expect(purged).toBeGreaterThan(0)
  expect(left).toHaveLength(count - purged)
  expect(left.length).toBeGreaterThan(0)
  await core.ask('runs.restore', { ids: left })
  for (const run of await core.ask('runs.list', {})) expect(run.final).not.toBeNull()
})

test('runs that are restored while others are purged stay', async () => {
  const core = tempCore({ dataDir: fullBin(), worksQueue: false })
  const ids = await inBin(core)
  const last = ids.at(-1)
  if (!last) throw new Error('The bin is empty')
  const off = core.on('run.purged', () => {
    off()
    void core.ask('runs.restore', { ids: [last] })
  })
  expect(await core.ask('runs.purge', { ids })).toMatchObject({ purged: count - 1 })
  expect((await core.ask('runs.list', {})).map(({ id }) => id)).toEqual([last])
})

test('a purge that is killed leaves each run whole or gone, and the next one ends it', async () => {
  const dataDir = fullBin()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'purge-and-die.ts'), dataDir])
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  const core = tempCore({ dataDir, worksQueue: false })
  const left = await core.ask('runs.list', { place: 'deleted' })
  expect(left.length).toBeGreaterThan(0)
  expect(left.length).toBeLessThan(count)
  for (const run of left) expect(run.final).not.toBeNull()
  await core.ask('runs.purge', { ids: left.map(({ id }) => id) })
  const db = openDatabase(join(dataDir, 'lab.db'))
  onTestFinished(() => {
    db.close()
  })
  expect(db.prepare('SELECT count(*) FROM epoch').pluck().get()).toBe(0)
  expect(db.prepare('SELECT count(*) FROM purged').pluck().get()).toBe(count)
})

/** What a purge of the whole bin says of its progress, where each look at the clock is so much later. */
async function newsWhere(stepMs: number): Promise<readonly (PurgeProgress | null)[]> {
  const dataDir = fullBin()
  const db = openDatabase(join(dataDir, 'lab.db'))
  onTestFinished(() => {
    db.close()
  })
  const told: Announcement[] = []
  let nowMs = 0
  const purging = createPurging(
    {
      db,
      news: { emit: (event, payload) => told.push({ event, payload } as Announcement) },
      closeDead: () => undefined,
      onPurged: () => undefined,
    },
    () => (nowMs += stepMs),
  )
  const ids = db.prepare<[], RunId>('SELECT id FROM run').pluck().all()
  await purging.purge(ids)
  return told.flatMap((each) => (each.event === 'purge.progress' ? [each.payload] : []))
}

test('a purge that takes a while says how far it is and how long still, and when that is over', async () => {
  const news = await newsWhere(1000)
  expect(news.at(-1)).toBeNull()
  const progress = news.filter((each) => each !== null)
  expect(progress.length).toBeGreaterThan(2)
  expect(progress[0]).toMatchObject({ of: count })
  expect(progress[0]?.secondsLeft).toBeGreaterThan(0)
  expect(progress.at(-1)).toMatchObject({ done: count, secondsLeft: 0 })
})

test('a purge that is over at once says nothing of its progress', async () => {
  expect(await newsWhere(0.01)).toEqual([])
})
