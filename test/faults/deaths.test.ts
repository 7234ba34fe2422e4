import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { StartRun, type Run } from '../../electron/contract/entities.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork } from '../../electron/train/messages.ts'
import { built, long, short } from '../core/core-parts.ts'
import { hasEnded, tempCore, whenRun } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'
import { watchedFork } from './in-pieces.ts'

const isTraining = (run: Run) => run.status === 'running' && run.progress.step > 0

/** Whether the limits of a running process can be changed here. */
const canLimit = (() => {
  try {
    execFileSync('prlimit', ['--version'])
    return true
  } catch {
    return false
  }
})()

/** Starts the first trainer with some lines of its own before it, those after it as the application does. */
function firstTrainer(lines: string, env: Readonly<Record<string, string>> = {}): Fork {
  const dir = tempDir()
  const child = pathToFileURL(join(built, 'child.js')).href
  writeFileSync(join(dir, 'child.js'), `${lines}\nawait import(${JSON.stringify(child)})`)
  const [other, usual] = [forkNode(dir), forkNode(built)]
  let isFirst = true
  return (entry, given) => {
    const fork = isFirst ? other : usual
    isFirst = false
    return fork(entry, { ...given, ...env })
  }
}

/** Once the first checkpoint is committed, fills the heap with what cannot be freed. */
const fillsHeap = `
process.on('message', ({ kind }) => {
  const kept = []
  while (kind === 'kept') kept.push(new Array(10_000).fill(kind))
})`

/** Before it says that it is ready, is given no more memory than it has, but for a little. */
const isLimited = `
const { execFileSync } = await import('node:child_process')
const { readFileSync } = await import('node:fs')
const send = process.send.bind(process)
process.send = (message, ...rest) => {
  const size = Number(/VmSize:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  const limit = String((size + 16_384) * 1024)
  if (message.kind === 'ready')
    execFileSync('prlimit', ['--pid', String(process.pid), \`--as=\${limit}\`])
  return send(message, ...rest)
}`

/** Once the first checkpoint is committed, crashes as a fault of the engine would. */
const crashes = `
process.on('message', ({ kind }) => {
  if (kind === 'kept') process.kill(process.pid, 'SIGSEGV')
})`

describe('a trainer that dies fails its own run with the reason, and the next run works:', () => {
  async function expectOutOfMemory(fork: Fork) {
    const core = tempCore({ fork })
    await core.ask('settings.change', { runsAtOnce: 1 })
    const { id } = await core.ask('runs.start', {
      config: { ...short.config, trainImages: 60_000 },
      engine: 'native',
    })
    const next = await core.ask('runs.start', short)
    expect(await whenRun(core, id, hasEnded)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('out of memory') as string,
      canResume: true,
    })
    expect(await whenRun(core, next.id, hasEnded)).toMatchObject({ status: 'completed' })
    await core.ask('runs.resume', { id })
    expect(await whenRun(core, id, hasEnded)).toMatchObject({ status: 'completed' })
  }

  test('for want of heap', async () => {
    const env = { NODE_OPTIONS: '--max-old-space-size=32' }
    await expectOutOfMemory(firstTrainer(fillsHeap, env))
  })

  test.runIf(canLimit)('for want of address space', async () => {
    await expectOutOfMemory(firstTrainer(isLimited))
  })

  test('by a crash of the engine', async () => {
    const core = tempCore({ fork: firstTrainer(crashes) })
    const { id } = await core.ask('runs.start', long)
    expect(await whenRun(core, id, hasEnded)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('crashed (signal SIGSEGV') as string,
    })
    const { checkpoints } = await core.ask('runs.show', { id })
    expect(checkpoints.length).toBeGreaterThan(0)
  })

  test('killed beside another one, which goes on', async () => {
    const { fork, pids } = watchedFork()
    const core = tempCore({ fork })
    await core.ask('settings.change', { cores: 2 })
    const one = await core.ask('runs.start', long)
    const other = await core.ask('runs.start', long)
    const next = await core.ask('runs.start', short)
    await whenRun(core, one.id, isTraining)
    await whenRun(core, other.id, isTraining)
    process.kill(pids[0] ?? NaN, 'SIGKILL')
    expect(await whenRun(core, next.id, hasEnded)).toMatchObject({ status: 'completed' })
    const runs = await Promise.all([one, other].map(({ id }) => core.ask('runs.show', { id })))
    expect(runs.map(({ status }) => status).toSorted()).toEqual(['interrupted', 'running'])
    expect(runs.find(({ status }) => status === 'interrupted')).toMatchObject({
      reason: expect.stringContaining('was killed (signal SIGKILL)') as string,
    })
  })
})

describe('a trainer that does not come to the end of its step', () => {
  const deaf: Fork = (entry, env) => {
    const port = forkNode(built)<{ kind: string }, never>(entry, env)
    return {
      ...port,
      send: (message) => {
        const { kind } = message as { kind: string }
        if (kind !== 'stop') port.send({ ...message, kind })
      },
    }
  }

  test.each(['runs.stop', 'runs.pause'] as const)('after %s is ended by force', async (call) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const core = tempCore({ fork: deaf, worksQueue: false })
      const trained = core.train(v.parse(StartRun, long), new AbortController().signal)
      const { id } = await core.ask('runs.find', { run: 'last' })
      await whenRun(core, id, ({ weightsSha256 }) => weightsSha256 !== null)
      await core.ask(call, { id })
      const run = await vi.waitUntil(
        async () => {
          await vi.advanceTimersByTimeAsync(60_000)
          const now = await core.ask('runs.show', { id })
          return hasEnded(now) && now
        },
        { timeout: 30_000 },
      )
      await trained
      expect(run.status).toBe(call === 'runs.stop' ? 'stopped' : 'paused')
      expect(run.canResume).toBe(true)
      expect(run.checkpoints.length).toBeGreaterThan(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
