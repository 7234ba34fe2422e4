import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Log } from '../../../electron/core/core.ts'
import { isAlive } from '../../train/training-process.ts'
import { silent } from '../core-parts.ts'
import { tempCore } from '../temp-core.ts'
import { databaseOf, evaluatorsWatched, storedIn, trainBefore } from './trained-folder.ts'

const trained = trainBefore()
const asking = (dataDir: string, options: Parameters<typeof tempCore>[0] = {}) =>
  tempCore({ dataDir, worksQueue: false, ...options })

const warned = (): { readonly log: Log; readonly lines: readonly string[] } => {
  const lines: string[] = []
  return { log: { ...silent, warn: (line) => lines.push(line) }, lines }
}

describe('an evaluation', () => {
  test.each(['test', 'train', 'validation'] as const)(
    'on %s agrees with what the run recorded of the same weights',
    async (set) => {
      const core = asking(trained.copy())
      const { id, config } = trained.run()
      const { epochs } = await core.ask('runs.show', { id })
      for (const recorded of epochs) {
        const { epoch } = recorded
        const found = await core.ask('evaluations.show', { id, epoch, set })
        expect(found).toMatchObject({ id, epoch, set })
        expect(found.score.error).toBe(recorded[set]?.error)
        expect(found.score.loss).toBeCloseTo(recorded[set]?.loss ?? NaN, 6)
        const images = { test: 10_000, train: 1800, validation: 200 }
        expect(found.images).toBe(images[set])
        expect(config.validation).toBe(0.1)
      }
    },
  )

  test('without an epoch is that of the weights the run ended with', async () => {
    const core = asking(trained.copy())
    const { id, final } = trained.run()
    const found = await core.ask('evaluations.show', { id, set: 'test' })
    expect(found).toMatchObject({ epoch: 2, score: { error: final?.test.error } })
  })

  test('is found again without any process by the next core, until weights or images change', async () => {
    const dataDir = trained.copy()
    const { id } = trained.run()
    const first = await asking(dataDir, { now: () => 1111 }).ask('evaluations.show', {
      id,
      set: 'test',
    })
    const { fork, pids } = evaluatorsWatched()
    const second = asking(dataDir, { fork, now: () => 2222 })
    expect(await second.ask('evaluations.show', { id, set: 'test' })).toEqual(first)
    expect(pids).toEqual([])
    for (const column of ['data_sha256', 'weights_sha256']) {
      databaseOf(dataDir).exec(`UPDATE evaluation SET ${column} = 'other'`)
      const again = await second.ask('evaluations.show', { id, set: 'test' })
      expect(again).toEqual({ ...first, madeAt: 2222 })
    }
  })

  test('that is asked for by many at once is computed once, and the process serves the next', async () => {
    const { fork, pids, evaluations } = evaluatorsWatched()
    const core = asking(trained.copy(), { fork })
    const { id } = trained.run()
    const ask = () => core.ask('evaluations.show', { id, set: 'test' })
    const [first, ...others] = await Promise.all([ask(), ask(), ask()])
    for (const other of others) expect(other).toEqual(first)
    expect(evaluations()).toBe(1)
    await core.ask('evaluations.show', { id, set: 'validation' })
    expect(evaluations()).toBe(2)
    expect(new Set(pids).size).toBe(1)
  })

  test('of two cores on one folder is the same, and is kept once', async () => {
    const dataDir = trained.copy()
    const { id } = trained.run()
    const cores = [asking(dataDir), asking(dataDir)]
    const found = await Promise.all(
      cores.map((core) => core.ask('evaluations.show', { id, set: 'test' })),
    )
    expect({ ...found[0], madeAt: 0 }).toEqual({ ...found[1], madeAt: 0 })
    expect(storedIn(dataDir)).toHaveLength(1)
  })

  test('goes with its checkpoint', async () => {
    const dataDir = trained.copy()
    const core = asking(dataDir)
    const { id } = trained.run()
    await core.ask('evaluations.show', { id, epoch: 1, set: 'test' })
    await core.ask('evaluations.show', { id, epoch: 2, set: 'test' })
    await core.ask('checkpoints.prune', { id })
    const { checkpoints } = await core.ask('runs.show', { id })
    expect(storedIn(dataDir)).toHaveLength(checkpoints.length)
  })
})

describe('what is stored is not shown when it is damaged:', () => {
  test.each(['predicted', 'confidence', 'truth'] as const)(
    'one byte of %s makes it be computed anew, and the log names it',
    async (column) => {
      const dataDir = trained.copy()
      const { log, lines } = warned()
      const core = asking(dataDir, { log })
      const { id, name } = trained.run()
      const sound = await core.ask('evaluations.show', { id, set: 'validation' })
      const db = databaseOf(dataDir)
      const bytes = db.prepare<[], Buffer>(`SELECT ${column} FROM evaluation`).pluck().get()
      bytes?.writeUInt8((bytes[0] ?? 0) ^ 1, 0)
      db.prepare(`UPDATE evaluation SET ${column} = ?`).run(bytes)
      const again = await core.ask('evaluations.show', { id, set: 'validation' })
      expect({ ...again, madeAt: 0 }).toEqual({ ...sound, madeAt: 0 })
      expect(lines).toEqual([
        expect.stringContaining(`run ${name} on validation after epoch 2 is damaged`),
      ])
    },
  )

  test.each(['error = 0', 'loss = 0', 'predicted = zeroblob(3)', 'truth = zeroblob(0)'])(
    'so does %s',
    async (mutation) => {
      const dataDir = trained.copy()
      const core = asking(dataDir)
      const { id } = trained.run()
      const sound = await core.ask('evaluations.show', { id, set: 'validation' })
      databaseOf(dataDir).exec(`UPDATE evaluation SET ${mutation}`)
      const again = await core.ask('evaluations.show', { id, set: 'validation' })
      expect({ ...again, madeAt: 0 }).toEqual({ ...sound, madeAt: 0 })
    },
  )

  test('damaged weights are named, and nothing is kept of them', async () => {
    const dataDir = trained.copy()
    const { id } = trained.run()
    databaseOf(dataDir).exec(`UPDATE checkpoint SET weights = zeroblob(bytes)`)
    await expect(
      asking(dataDir).ask('evaluations.show', { id, set: 'test' }),
    ).rejects.toMatchObject({ code: 'damaged' })
    expect(storedIn(dataDir)).toEqual([])
  })

  test('weights that give no finite answer are refused', async () => {
    const dataDir = trained.copy()
    const { id } = trained.run()
    const db = databaseOf(dataDir)
    const bytes = db.prepare<[], number>('SELECT max(bytes) FROM checkpoint').pluck().get() ?? 0
    const weights = new Uint8Array(new Float32Array(bytes / 4).fill(NaN).buffer)
    const sha256 = createHash('sha256').update(weights).digest('hex')
    db.prepare('UPDATE checkpoint SET weights = ?, sha256 = ?').run(weights, sha256)
    await expect(
      asking(dataDir).ask('evaluations.show', { id, set: 'test' }),
    ).rejects.toMatchObject({
      code: 'damaged',
      message: 'The weights of this checkpoint give no finite answer',
    })
  })
})

describe('the process that evaluates', () => {
  test('that is killed gives one clear error, keeps nothing, and the next question is answered', async () => {
    const dataDir = trained.copy()
    const { fork, whenAsked } = evaluatorsWatched()
    const core = asking(dataDir, { fork })
    const { id } = trained.run()
    whenAsked((pid) => process.kill(pid, 'SIGKILL'))
    await expect(core.ask('evaluations.show', { id, set: 'test' })).rejects.toMatchObject({
      code: 'engine',
      message: 'The evaluation failed: its process was ended (signal SIGKILL)',
    })
    expect(storedIn(dataDir)).toEqual([])
    whenAsked(() => undefined)
    const { score } = await core.ask('evaluations.show', { id, set: 'test' })
    expect(score.error).toBe(trained.run().final?.test.error)
  })

  test('ends with its core, in the middle of work too', async () => {
    const { fork, pids, whenAsked } = evaluatorsWatched()
    const core = asking(trained.copy(), { fork })
    const { id } = trained.run()
    const asked = new Promise((resolve) => {
      whenAsked(resolve)
    })
    const answer = core.answer('evaluations.show', { id, set: 'test' })
    await asked
    await core.close()
    expect(await answer).toMatchObject({ ok: false, code: 'conflict' })
    await expect.poll(() => pids.some(isAlive)).toBe(false)
  })

  test('is told to stop when nobody waits any more, and then does the next work', async () => {
    const dataDir = trained.copy()
    const { fork, pids, whenAsked } = evaluatorsWatched()
    const core = asking(dataDir, { fork })
    const { id } = trained.run()
    const leaving = new AbortController()
    whenAsked(() => {
      leaving.abort()
    })
    const left = await core.answer('evaluations.show', { id, set: 'test' }, leaving.signal)
    expect(left).toMatchObject({ ok: false })
    whenAsked(() => undefined)
    await core.ask('evaluations.show', { id, set: 'validation' })
    expect(storedIn(dataDir).map(({ image_set }) => image_set)).toEqual(['validation'])
    expect(pids).toHaveLength(1)
  })
})
