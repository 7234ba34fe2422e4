import { join } from 'node:path'
import { expect, test } from 'vitest'
import { thinned } from '../../electron/core/checkpoints.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { tempDir } from '../temp-dir.ts'
import { short } from './core-parts.ts'
import { ended } from './results.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
const dot = [[[1, 1]]] as [number, number][][]

test.each([
  [20, 20],
  [21, 11],
  [40, 20],
  [41, 11],
  [1000, 16],
])('of %i epochs, %i are left, the first among them', (last, left) => {
  expect(thinned(upTo(last))).toHaveLength(left)
  expect(thinned(upTo(last))[0]).toBe(1)
})

test('what is left of a few is left of many', () => {
  const few = thinned(upTo(30))
  expect(thinned([...few, ...upTo(60).slice(30)])).toEqual(thinned(upTo(60)))
})

test('a long run keeps the weights of its first, best and last epoch, and of about 20 in all', async () => {
  const core = tempCore()
  const config = { ...short.config, hidden: [4], trainImages: 200, epochs: 50, validation: 0.2 }
  const { id, best } = await ended(core, { config: { ...config, keepBest: true } })
  const { checkpoints, epochs, weightsSha256, final } = await core.ask('runs.show', { id })
  const kept = checkpoints.map(({ epoch }) => epoch)
  expect(kept.length).toBeLessThanOrEqual(20 + 3)
  const errors = epochs.map(({ validation }) => validation?.error ?? NaN)
  const bestEpoch = errors.indexOf(Math.min(...errors)) + 1
  expect(kept).toEqual(expect.arrayContaining([1, best?.epoch, bestEpoch, 50]))
  expect(weightsSha256).toBe(checkpoints.find(({ epoch }) => epoch === bestEpoch)?.sha256)
  expect(final?.test).toEqual(epochs[bestEpoch - 1]?.test)
})

test('pruning leaves best, last and resume point, and says what it freed', async () => {
  const core = tempCore()
  const { id, bytes } = await ended(core, { config: { ...short.config, epochs: 6 } })
  const before = await core.ask('runs.show', { id })
  const { freed } = await core.ask('checkpoints.prune', { id })
  const after = await core.ask('runs.show', { id })
  const worth = new Set([before.best?.epoch, 6])
  expect(after.checkpoints.map(({ epoch }) => epoch)).toEqual(
    upTo(6).filter((epoch) => worth.has(epoch)),
  )
  expect(after.bytes).toBe(bytes - freed)
  expect(freed).toBeGreaterThan(0)
  expect(await core.ask('checkpoints.prune', { id })).toEqual({ freed: 0 })
  await core.ask('runs.extend', { id, epochs: 1 })
  await core.ask('runs.resume', { id })
  await expect(
    whenRun(core, id, (run) => hasEnded(run) && run.progress.step === 140),
  ).resolves.toBeDefined()
})

test.each(['slots', 'state'])(
  'a resume point with damaged %s is named and refused, and drawing goes on',
  async (column) => {
    const dataDir = tempDir()
    const core = tempCore({ dataDir })
    const { id, name } = await ended(core)
    await core.ask('runs.extend', { id, epochs: 1 })
    const db = openDatabase(join(dataDir, 'lab.db'))
    const change = { slots: 'slots = zeroblob(length(slots))', state: "state = '{}'" }
    db.prepare(`UPDATE resume_point SET ${change[column as 'slots']} WHERE run = ?`).run(id)
    db.close()
    await expect(core.ask('runs.resume', { id })).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(`resume point of run ${name} at step 40 is damaged`) as string,
    })
    expect((await core.ask('runs.show', { id })).status).toBe('completed')
    await expect(core.ask('digits.read', { id, strokes: dot })).resolves.toBeDefined()
  },
)

test('damaged weights of the resume point are refused, those of an older epoch still answer', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  const { id } = await ended(core)
  await core.ask('runs.extend', { id, epochs: 1 })
  const db = openDatabase(join(dataDir, 'lab.db'))
  db.prepare('UPDATE checkpoint SET weights = zeroblob(bytes) WHERE run = ? AND step = 40').run(id)
  db.close()
  await expect(core.ask('runs.resume', { id })).rejects.toMatchObject({ code: 'damaged' })
  await expect(core.ask('digits.read', { id, strokes: dot })).rejects.toMatchObject({
    code: 'damaged',
  })
  await expect(core.ask('digits.read', { id, epoch: 1, strokes: dot })).resolves.toBeDefined()
})
