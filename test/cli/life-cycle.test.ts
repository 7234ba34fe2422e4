import Database from 'better-sqlite3'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, onTestFinished, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, jsonLines, small, startDigitLab, whenWritten } from './digit-lab.ts'
import { Checkpoints, CompletedRunDetail, TrainResult, Verified } from './shapes.ts'

/** Long enough to be caught in the middle, with much that a resume could get wrong. */
const long = [
  ...['--hidden', '16', '--epochs', '40', '--train-images', '20000', '--batch', '100'],
  ...['--schedule', 'cosine', '--dropout', '0.1', '--warm-up', '300', '--seed', '5'],
]

const said = async (dataDir: string, ...args: readonly string[]) => {
  const ended = await digitLab(dataDir, args)
  expect(ended, ended.output).toMatchObject({ code: 0, errors: '' })
  return ended.output
}

const shown = async (dataDir: string, run = 'last') =>
  jsonLines(await said(dataDir, 'runs', 'show', run, '--json'))[0] as {
    readonly id: string
    readonly status: string
    readonly canResume: boolean
    readonly progress: { readonly step: number; readonly epochs: number }
    readonly rateChanges: readonly { readonly step: number; readonly learningRate: number }[]
  }

function startTraining(dataDir: string, args: readonly string[]) {
  const running = startDigitLab(dataDir, args)
  onTestFinished(() => {
    running.process.kill('SIGKILL')
  })
  return running
}

test('a run that is paused by another terminal, stopped by Ctrl+C and resumed ends as one that never was', async () => {
  const straightDir = tempDir()
  const straight = await digitLab(straightDir, ['train', ...long, '--json'])
  const expected = v.parse(TrainResult, jsonLines(straight.output)[0])

  const dataDir = tempDir()
  const first = startTraining(dataDir, ['train', ...long, '--json'])
  await whenWritten(first, 'stderr', /Epoch \[2\/40\], Step/)
  expect(await said(dataDir, 'pause', 'last')).toMatch(
    /^Run \S+ ".*" is paused after step [\d,]+ of 8,000\ndigit-lab resume \S+ goes on from there\n$/,
  )
  const paused = await first.ended
  expect(paused.code).toBe(130)
  expect(v.parse(TrainResult, jsonLines(paused.output)[0]).status).toBe('paused')
  expect(await shown(dataDir)).toMatchObject({ status: 'paused', canResume: true })

  const second = startTraining(dataDir, ['resume', 'last', '--json'])
  await whenWritten(second, 'stderr', /Step \[200\/200\]/)
  second.process.kill('SIGINT')
  const stopped = await second.ended
  expect(stopped.code).toBe(130)
  expect(stopped.errors).toMatch(/goes on after step [\d,]+$/m)
  expect(stopped.errors).toMatch(/^digit-lab resume \S+ goes on from there$/m)

  const last = await digitLab(dataDir, ['resume', 'last', '--json'])
  expect(last.code).toBe(0)
  const result = v.parse(TrainResult, jsonLines(last.output)[0])
  expect(result.weightsSha256).toBe(expected.weightsSha256)
  expect(result.epochs.map(({ running, train, test }) => [running, train, test])).toEqual(
    expected.epochs.map(({ running, train, test }) => [running, train, test]),
  )
})

test('a change of learning rate and length is followed while a run trains', async () => {
  const dataDir = tempDir()
  const options = ['--hidden', '16', '--epochs', '1000', '--train-images', '20000']
  const running = startTraining(dataDir, ['train', ...options])
  await whenWritten(running, 'stdout', /Epoch \[1\/1000\], Step/)
  const rate = whenWritten(running, 'stdout', /^Learning rate 0\.0005 from step [\d,]+ on$/m)
  const length = whenWritten(running, 'stdout', /^The run has 1,003 epochs now$/m)
  expect(await said(dataDir, 'set', 'last', '--learning-rate', '0.0005')).toMatch(
    /goes on with the learning rate 0\.0005/,
  )
  await said(dataDir, 'extend', 'last', '--epochs', '3')
  await Promise.all([rate, length])
  expect(await said(dataDir, 'stop', 'last')).toMatch(/is stopped after step/)
  expect((await running.ended).code).toBe(130)
  expect(await shown(dataDir)).toMatchObject({
    rateChanges: [{ step: expect.any(Number) as number, learningRate: 0.0005 }],
    progress: { epochs: 1003 },
  })
})

test('a repeat follows what was changed on the way, and ends with the same weights', async () => {
  const dataDir = tempDir()
  await said(dataDir, 'train', ...small)
  await said(dataDir, 'extend', 'last', '--epochs', '2')
  await said(dataDir, 'set', 'last', '--learning-rate', '0.0005')
  await said(dataDir, 'resume', 'last')
  const run = await shown(dataDir)
  expect(run.rateChanges).toEqual([{ step: 21, learningRate: 0.0005 }])

  const verified = await digitLab(dataDir, ['runs', 'verify', run.id, '--json'])
  expect(verified.code).toBe(0)
  const found = v.parse(Verified, jsonLines(verified.output)[0])
  expect(found).toMatchObject({ original: run.id, isSame: true, firstDifference: null })
  const repeat = v.parse(
    CompletedRunDetail,
    jsonLines(await said(dataDir, 'runs', 'show', 'last', '--json'))[0],
  )
  expect(repeat).toMatchObject({ reproduces: run.id, rateChanges: run.rateChanges })
  expect(repeat.weightsSha256).toBe(found.weightsSha256)
})

test('runs verify names the first step where two runs part and ends with 1', async () => {
  const dataDir = tempDir()
  await said(dataDir, 'train', ...small)
  const { id } = await shown(dataDir)
  expect(await said(dataDir, 'runs', 'verify', id)).toMatch(
    /^Run \S+ and its repeat \S+ have the same weights\nSHA-256 [0-9a-f]{64}$/m,
  )
  const db = new Database(join(dataDir, 'lab.db'))
  db.prepare('UPDATE metric SET loss = loss + 1 WHERE run = ? AND step > 5').run(id)
  db.close()
  const parted = await digitLab(dataDir, ['runs', 'verify', id])
  expect(parted).toMatchObject({ code: 1, errors: '' })
  expect(parted.output).toMatch(/^Run \S+ and its repeat \S+ part at step 20$/m)
})

describe('a run that has ended', () => {
  const prepared = async () => {
    const dataDir = tempDir()
    await said(dataDir, 'train', '--hidden', '16', '--epochs', '4', '--train-images', '2000')
    return dataDir
  }

  test('goes on when it is extended', async () => {
    const dataDir = await prepared()
    expect(await said(dataDir, 'extend', 'last', '--epochs', '2')).toMatch(
      /now has 6 epochs\n.*resume/,
    )
    const { code, output } = await digitLab(dataDir, ['resume', 'last', '--json'])
    expect(code).toBe(0)
    const { epochs } = v.parse(TrainResult, jsonLines(output)[0])
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('waits in the queue with resume --queue, and there it can be paused and stopped', async () => {
    const dataDir = await prepared()
    await said(dataDir, 'extend', 'last', '--epochs', '1')
    expect(await said(dataDir, 'resume', 'last', '--queue')).toMatch(/waits in the queue/)
    expect((await shown(dataDir)).status).toBe('queued')
    expect(await said(dataDir, 'pause', 'last')).toMatch(/is paused/)
    const [queued] = jsonLines(await said(dataDir, 'resume', 'last', '--queue', '--json'))
    expect(queued).toMatchObject({ status: 'queued' })
    expect(await said(dataDir, 'stop', 'last')).toMatch(/is stopped/)
  })

  test('is made once more by runs reproduce, in the queue or at once', async () => {
    const dataDir = await prepared()
    const { id } = await shown(dataDir)
    const [made] = jsonLines(await said(dataDir, 'runs', 'reproduce', id, '--json'))
    expect(await shown(dataDir)).toMatchObject({ ...(made as object), status: 'queued' })
    expect(await said(dataDir, 'runs', 'reproduce', id)).toMatch(/waits in the queue/)
    const now = await digitLab(dataDir, ['runs', 'reproduce', id, '--now', '--json'])
    expect(now.code).toBe(0)
    const { weightsSha256 } = v.parse(TrainResult, jsonLines(now.output)[0])
    expect(await shown(dataDir, id)).toMatchObject({ weightsSha256 })
  })

  test('has checkpoints that can be listed, and deleted but for those that something needs', async () => {
    const dataDir = await prepared()
    const list = async () =>
      v.parse(
        Checkpoints,
        jsonLines(await said(dataDir, 'checkpoints', 'list', 'last', '--json'))[0],
      )
    const all = await list()
    expect(all.map(({ epoch, canResume }) => [epoch, canResume])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
    ])
    expect(await said(dataDir, 'checkpoints', 'list', 'last')).toMatch(/^ +4 +80 .* resume point$/m)
    const [pruned] = jsonLines(await said(dataDir, 'checkpoints', 'prune', 'last', '--json'))
    const left = await list()
    const gone = all.filter(({ step }) => !left.some((kept) => kept.step === step))
    expect(gone.length).toBeGreaterThan(0)
    expect(pruned).toMatchObject({ freed: gone.reduce((sum, { bytes }) => sum + bytes, 0) })
    expect(left.at(-1)).toEqual(all.at(-1))
    expect(await said(dataDir, 'checkpoints', 'prune', 'last')).toMatch(/^Freed 0 bytes of run/)
    expect(await said(dataDir, 'runs', 'list', '--columns', 'size,created')).toMatch(
      /^ *\d+\.\d kB {2}\d{4}-/m,
    )
  })
})

test('plain JavaScript says before it starts that it is slow, and how long it will take', async () => {
  const dataDir = tempDir()
  const options = ['--engine', 'cpu', '--hidden', '8', '--epochs', '1', '--train-images', '500']
  const { code, output, errors } = await digitLab(dataDir, ['train', ...options, '--json'])
  expect(code).toBe(0)
  expect(jsonLines(output)).toHaveLength(1)
  const lines = errors.split('\n')
  expect(lines[1]).toMatch(/^Plain JavaScript is slow: this will take (about )?\d+ (s|min|h); /)
  expect(lines.findIndex((line) => line.startsWith('Epoch ['))).toBeGreaterThan(1)
})
