import { expect, test } from 'vitest'
import * as v from 'valibot'
import { StartRun, type Run } from '../../electron/contract/entities.ts'
import { readingsOf } from '../../electron/store/handwriting.sql.ts'
import { updateRun } from '../../electron/store/runs.sql.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { tenDrawings } from '../fixtures/strokes.ts'
import { a, b } from '../store/a-run.ts'
import { tempDir } from '../temp-dir.ts'
import { short } from './core-parts.ts'
import { addEpochEnd, alwaysReads, elsewhere, folderWith, scoreOf } from './scored-folder.ts'
import { tempCore, whenRun } from './temp-core.ts'

const drawings = tenDrawings().map(
  ({ label, strokes }) => ({ kind: 'strokes', label, strokes }) as const,
)
const never = new AbortController().signal

const isScored =
  (error: number, images: number) =>
  ({ handwriting }: Run): boolean =>
    handwriting?.images === images && Math.abs(handwriting.error - error) < 1e-9

test('a run is scored in the background on what is kept, relabelled and deleted', async () => {
  const core = tempCore({ dataDir: folderWith({ id: a, reads: [3, 8] }) })
  await core.ask('handwriting.keep', { drawings })
  await whenRun(core, a, isScored(0.9, 10))
  await core.ask('handwriting.relabel', { numbers: [1, 2], label: 8 })
  await whenRun(core, a, isScored(0.7, 10))
  await core.ask('handwriting.delete', { numbers: [1, 4, 9] })
  await whenRun(core, a, isScored(6 / 7, 7))
  const left = (await core.ask('handwriting.list', {})).map(({ number }) => number)
  await core.ask('handwriting.delete', { numbers: left })
  await whenRun(core, a, ({ handwriting }) => handwriting === null)
})

test('a new drawing and a new label cost no second look at the others', async () => {
  const dataDir = folderWith({ id: a, reads: [8] })
  const core = tempCore({ dataDir, worksQueue: false })
  await core.ask('handwriting.keep', { drawings })
  expect(await scoreOf(core, a)).toEqual({ error: 0.9, images: 10 })
  // What is on record is taken for read, whatever it says.
  elsewhere(dataDir, (db) => {
    db.prepare('UPDATE handwriting SET predicted = ?').run(Buffer.alloc(10, 3))
  })
  await core.ask('handwriting.keep', { drawings: drawings.slice(8, 9) })
  await core.ask('handwriting.relabel', { numbers: [5], label: 3 })
  expect(await scoreOf(core, a)).toEqual({ error: 8 / 11, images: 11 })
  elsewhere(dataDir, (db) => {
    expect([...readingsOf(db, a, 600)]).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 8])
  })
})

test('each kept checkpoint has a score of its own, made when it is asked for', async () => {
  const core = tempCore({ dataDir: folderWith({ id: a, reads: [3, 8, 9] }), worksQueue: false })
  expect(await core.ask('handwriting.scores', { id: a })).toEqual([])
  await core.ask('handwriting.keep', { drawings: [...drawings, ...drawings.slice(8)] })
  expect(await core.ask('handwriting.scores', { id: a })).toEqual([
    { epoch: 1, error: 11 / 12, images: 12 },
    { epoch: 2, error: 10 / 12, images: 12 },
    { epoch: 3, error: 10 / 12, images: 12 },
  ])
  const readings = await core.ask('handwriting.readings', { id: a })
  expect(readings).toEqual(
    Array.from({ length: 12 }, (_, index) => ({ number: index + 1, digit: 9 })),
  )
})

test('the epoch that a run ended with is the one it is scored by', async () => {
  const dataDir = folderWith({ id: a, reads: [3, 8] })
  elsewhere(dataDir, (db) => updateRun(db, a, { kept_epoch: 1 }))
  const core = tempCore({ dataDir, worksQueue: false })
  await core.ask('handwriting.keep', { drawings: [...drawings, ...drawings.slice(8)] })
  expect(await scoreOf(core, a)).toEqual({ error: 11 / 12, images: 12 })
  elsewhere(dataDir, (db) => updateRun(db, a, { kept_epoch: null }))
  expect(await scoreOf(core, a)).toEqual({ error: 10 / 12, images: 12 })
})

test('a run that comes to new weights, or back from the bin, is scored again', async () => {
  const dataDir = folderWith({ id: a, reads: [3] }, { id: b, reads: [8] })
  elsewhere(dataDir, (db) => updateRun(db, b, { deleted_at: 1 }))
  const core = tempCore({ dataDir })
  await core.ask('handwriting.keep', { drawings: drawings.slice(8, 9) })
  await whenRun(core, a, isScored(1, 1))
  expect((await core.ask('runs.show', { id: b })).handwriting).toBeNull()
  await core.ask('runs.restore', { ids: [b] })
  await whenRun(core, b, isScored(0, 1))
  elsewhere(dataDir, (db) => {
    addEpochEnd(db, a, 2, alwaysReads(8))
    updateRun(db, a, {})
  })
  await whenRun(core, a, isScored(0, 1))
})

test('what was not scored when a core closed is scored by the next one', async () => {
  const dataDir = folderWith({ id: a, reads: [8] })
  const quiet = tempCore({ dataDir, worksQueue: false })
  await quiet.ask('handwriting.keep', { drawings })
  expect((await quiet.ask('runs.show', { id: a })).handwriting).toBeNull()
  await quiet.close()
  const next = tempCore({ dataDir })
  await whenRun(next, a, isScored(0.9, 10))
})

test('two cores that score the same folder come to the same, and each hears of it', async () => {
  const dataDir = folderWith({ id: a, reads: [8] }, { id: b, reads: [3] })
  const cores = [tempCore({ dataDir }), tempCore({ dataDir })] as const
  await cores[0].ask('handwriting.keep', { drawings })
  for (const core of cores) {
    await whenRun(core, a, isScored(0.9, 10))
    await whenRun(core, b, isScored(0.9, 10))
  }
})

test('runs that read other images, or name other things, have no score', async () => {
  const letters = { ...shapeOf(28, 28, 10), classes: Array.from('abcdefghij') }
  const dataDir = folderWith({ id: a, reads: [3], shape: letters }, { id: b, reads: [3] })
  const core = tempCore({ dataDir, worksQueue: false })
  await core.ask('handwriting.keep', { drawings })
  expect(await core.ask('handwriting.settle', {})).toEqual({ runs: 1 })
  expect((await core.ask('runs.show', { id: a })).handwriting).toBeNull()
  expect(await core.ask('handwriting.scores', { id: a })).toEqual([])
})

test('a damaged checkpoint has no score, is complained of once, and does not keep others from theirs', async () => {
  const dataDir = folderWith({ id: a, reads: [3] }, { id: b, reads: [3] })
  elsewhere(dataDir, (db) => {
    db.prepare("UPDATE checkpoint SET sha256 = 'other' WHERE run = ?").run(b)
  })
  const warnings: string[] = []
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (line: string) => warnings.push(line),
    error: () => undefined,
  }
  const core = tempCore({ dataDir, worksQueue: false, log })
  await core.ask('handwriting.keep', { drawings })
  expect(await scoreOf(core, a)).toEqual({ error: 0.9, images: 10 })
  await core.ask('handwriting.keep', { drawings })
  expect(await scoreOf(core, a)).toEqual({ error: 0.9, images: 20 })
  expect(await scoreOf(core, b)).toBeNull()
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain('is damaged')
})

test('scores of many runs are announced a few at a time, each run once', async () => {
  const ids = Array.from({ length: 30 }, (_, at) => (at + 36 ** 9).toString(36)) as (typeof a)[]
  const dataDir = folderWith(...ids.map((id) => ({ id, reads: [8] })))
  const core = tempCore({ dataDir })
  const heard: string[] = []
  core.on('run.changed', ({ id }) => heard.push(id))
  await core.ask('handwriting.keep', { drawings })
  await core.ask('handwriting.settle', {})
  expect(heard.toSorted()).toEqual(ids.toSorted())
  // The newest is first.
  expect(heard[0]).toBe(ids.at(-1))
})

test('a run that has just been trained has its score, and answers drawings as the score says', async () => {
  const core = tempCore({ dataDir: tempDir(), worksQueue: false })
  const kept = await core.ask('handwriting.keep', { drawings })
  const run = await core.train(v.parse(StartRun, short), never)
  const answers = await core.ask('digits.guess', {
    id: run.id,
    images: kept.map(({ pixels }) => pixels),
  })
  const wrong = answers.filter(({ digit }, index) => digit !== kept[index]?.label).length
  expect(run.handwriting).toEqual({ error: wrong / 10, images: 10 })
  const scores = await core.ask('handwriting.scores', { id: run.id })
  expect(scores.map(({ epoch }) => epoch)).toEqual([1, 2])
  expect(scores.at(-1)?.error).toBe(run.handwriting?.error)
})
