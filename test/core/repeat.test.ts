import { expect, test } from 'vitest'
import { short } from './core-parts.ts'
import { ended, resultsOf } from './results.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { tempDir } from '../temp-dir.ts'
import { join } from 'node:path'

const never = new AbortController().signal

test('a repeat follows the record of a run, its changes on the way included, to the same weights', async () => {
  const core = tempCore()
  const start = { config: { ...short.config, schedule: 'cosine' }, threads: 1 } as const
  const { id } = await core.ask('runs.start', { ...start, name: 'Changed' })
  await core.ask('runs.setLearningRate', { id, learningRate: 0.005 })
  await whenRun(core, id, hasEnded)
  await core.ask('runs.extend', { id, epochs: 2 })
  await core.ask('runs.setLearningRate', { id, learningRate: 0.01 })
  await core.ask('runs.resume', { id })
  await whenRun(core, id, (run) => run.status === 'completed' && run.progress.step === 80)

  const { id: repeat } = await core.ask('runs.reproduce', { id })
  const run = await whenRun(core, repeat, hasEnded)
  expect(run).toMatchObject({
    name: 'Repeat of Changed',
    status: 'completed',
    reproduces: id,
    engine: { threads: 1 },
    progress: { step: 80, epochs: 4 },
  })
  expect(run.rateChanges).toHaveLength(2)
  expect(await resultsOf(core, repeat)).toEqual(await resultsOf(core, id))
  expect(await core.ask('runs.verification', { id: repeat })).toEqual({
    original: id,
    repeat,
    isSame: true,
    firstDifference: null,
    remarks: [],
  })
})

test('a repeat can be trained in the foreground, past the queue', async () => {
  const core = tempCore({ worksQueue: false })
  const { id } = await core.ask('runs.start', short)
  await core.resume(id, never)
  const repeat = await core.reproduce(id, never)
  expect(repeat).toMatchObject({ status: 'completed', reproduces: id })
  expect(await core.ask('runs.verification', { id: repeat.id })).toMatchObject({ isSame: true })
})

test.each([
  ['metric', 'loss = loss * 1.000001', 'step = 20', 20],
  ['epoch', 'test_loss = test_loss * 1.000001', 'epoch = 2', 40],
  ['checkpoint', "sha256 = 'other'", 'step = 40', 40],
])(
  'a verification finds the first step where the two part, in a %s',
  async (table, change, where, step) => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir })
    const { id } = await ended(core)
    const { id: repeat } = await core.ask('runs.reproduce', { id })
    await whenRun(core, repeat, hasEnded)
    const db = openDatabase(join(dataDir, 'lab.db'))
    db.prepare(`UPDATE ${table} SET ${change} WHERE run = ? AND ${where}`).run(id)
    db.close()
    expect(await core.ask('runs.verification', { id: repeat })).toMatchObject({
      isSame: false,
      firstDifference: step,
    })
  },
)

test('another engine, version or number of threads is remarked on', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  const { id } = await ended(core)
  const { id: repeat } = await core.ask('runs.reproduce', { id })
  await whenRun(core, repeat, hasEnded)
  const db = openDatabase(join(dataDir, 'lab.db'))
  db.prepare("UPDATE run SET engine_version = '2.9.1', threads = 7 WHERE id = ?").run(id)
  db.close()
  const { remarks } = await core.ask('runs.verification', { id: repeat })
  expect(remarks).toHaveLength(2)
  expect(remarks[0]).toMatch(/^Engine: native 2\.9\.1 in the original, native /)
  expect(remarks[1]).toMatch(/^Threads: 7 in the original, \d in the repeat$/)
})

test('another program or processor is remarked on where results differ, and only there', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, source: { commit: 'c'.repeat(40), hasChanges: true } })
  const { id } = await ended(core)
  const { id: repeat } = await core.ask('runs.reproduce', { id })
  await whenRun(core, repeat, hasEnded)
  const db = openDatabase(join(dataDir, 'lab.db'))
  db.prepare(
    `UPDATE stint SET environment = json_set(environment, '$.version', '0.0.9', '$.commit', NULL,
     '$.hasChanges', json('false'), '$.processor', 'Slow') WHERE run = ?`,
  ).run(id)
  expect((await core.ask('runs.verification', { id: repeat })).remarks).toEqual([])

  db.prepare("UPDATE checkpoint SET sha256 = 'other' WHERE run = ?").run(id)
  db.close()
  const { remarks } = await core.ask('runs.verification', { id: repeat })
  expect(remarks).toEqual([
    'Version: 0.0.9 in the original, test in the repeat',
    'Source: unknown in the original, cccccccccccc with changes in the repeat',
    expect.stringMatching(/^Processor: Slow in the original, .+ in the repeat$/),
  ])
})

test('only a repeat that has ended is compared, and only what has trained is repeated', async () => {
  const core = tempCore({ worksQueue: false })
  const { id } = await core.ask('runs.start', short)
  await expect(core.ask('runs.reproduce', { id })).rejects.toMatchObject({ code: 'conflict' })
  await core.resume(id, never)
  await expect(core.ask('runs.verification', { id })).rejects.toMatchObject({ code: 'conflict' })
  const { id: repeat } = await core.ask('runs.reproduce', { id })
  await expect(core.ask('runs.verification', { id: repeat })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('has not ended yet') as string,
  })
})
