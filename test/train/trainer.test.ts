import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import {
  acknowledge,
  hashes,
  isAlive,
  outcomes,
  said,
  smallMnist,
  trainSmall,
} from './training-process.ts'

describe('a training in a process of its own', () => {
  test('says ready, points, epochs and checkpoints, and how it ended, and then is gone', async () => {
    const told = await trainSmall()
    expect(told.messages[0]).toMatchObject({
      kind: 'ready',
      engine: { kind: 'native', threads: 1 },
    })
    expect(said(told, 'points').flatMap(({ points }) => points.map(({ step }) => step))).toEqual([
      20, 34, 54, 68,
    ])
    expect(said(told, 'epoch').map(({ epoch }) => epoch.step)).toEqual([34, 68])
    expect(said(told, 'checkpoint').map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 34],
      [2, 68],
    ])
    expect(outcomes(told)).toEqual([{ status: 'completed', epoch: 2 }])
    expect(told.messages.at(-1)?.kind).toBe('ended')
    expect(told.how).toBe('exit code 0')
    expect(isAlive(told.pid)).toBe(false)
  })

  test('sends the points of an epoch before the epoch, and the epoch before its checkpoint', async () => {
    const { messages } = await trainSmall({ config: { epochs: 1 } })
    const kinds = messages.map(({ kind }) => kind)
    expect(kinds.lastIndexOf('points')).toBeLessThan(kinds.indexOf('epoch'))
    expect(kinds.indexOf('epoch')).toBeLessThan(kinds.indexOf('layers'))
    expect(kinds.indexOf('layers')).toBeLessThan(kinds.indexOf('checkpoint'))
  })

  test('lets whatever else people do have a processor first', async () => {
    const priorities: number[] = []
    await trainSmall({
      hear: (message, trainer) => {
        acknowledge(message, trainer)
        if (message.kind === 'points') priorities.push(getPriority(trainer.pid))
      },
    })
    expect(Math.min(...priorities)).toBeGreaterThan(getPriority())
  })

  test('says what the process uses, of processor and memory', async () => {
    const usage = said(await trainSmall(), 'usage').map((message) => message.usage)
    expect(usage.length).toBeGreaterThan(0)
    for (const { seconds, cpu, memory } of usage) {
      expect(seconds).toBeGreaterThan(0)
      expect(cpu).toBeGreaterThan(0)
      expect(memory).toBeGreaterThan(2e7)
    }
  })

  test('names its checkpoints by the hash of their bytes', async () => {
    const told = await trainSmall()
    for (const { weights, sha256 } of said(told, 'checkpoint')) {
      expect(weights.byteLength).toBe((785 * 32 + 33 * 10) * 4)
      expect(createHash('sha256').update(weights).digest('hex')).toBe(sha256)
    }
  })

  test('learns', async () => {
    const [first, , , , last] = said(await trainSmall({ config: { epochs: 5 } }), 'epoch')
    expect(last?.epoch.test.error).toBeLessThan(0.25)
    expect(last?.epoch.test.error).toBeLessThan(first?.epoch.test.error ?? NaN)
  })
})

describe('the weights', () => {
  test('are the same for the same seed, in every checkpoint', async () => {
    const [first, second] = await Promise.all([trainSmall(), trainSmall()])
    expect(hashes(first)).toHaveLength(2)
    expect(hashes(second)).toEqual(hashes(first))
  })

  test.each([
    ['seed', { seed: 0 }],
    ['learning rate', { learningRate: 0.0010001 }],
    ['batch', { batch: 31 }],
  ])('are others with another %s', async (_, change) => {
    const [some, others] = await Promise.all([trainSmall(), trainSmall({ config: change })])
    expect(hashes(others)).toHaveLength(2)
    for (const hash of hashes(others)) expect(hashes(some)).not.toContain(hash)
  })

  test('agree closely between engines, and say which one they come from', async () => {
    const told = await Promise.all(
      (['native', 'wasm', 'cpu'] as const).map((engine) => trainSmall({ request: { engine } })),
    )
    const engines = told.map((one) => said(one, 'ready')[0]?.engine.kind)
    expect(engines).toEqual(['native', 'wasm', 'cpu'])
    const losses = told.map((one) => said(one, 'epoch').at(-1)?.epoch.test.loss ?? NaN)
    for (const loss of losses) expect(loss).toBeCloseTo(losses[0] ?? NaN, 3)
  })
})

describe('a training that is stopped', () => {
  test.each(['native', 'wasm', 'cpu'] as const)('on %s keeps where it stands', async (engine) => {
    const told = await trainSmall({
      config: { epochs: 1000 },
      request: { engine },
      hear: (message, trainer) => {
        acknowledge(message, trainer)
        if (message.kind === 'points') trainer.stop()
      },
    })
    expect(outcomes(told)).toEqual([{ status: 'stopped' }])
    const reached = said(told, 'points').at(-1)?.points.at(-1)?.step ?? NaN
    expect(said(told, 'checkpoint').at(-1)?.step).toBeGreaterThanOrEqual(reached)
    expect(told.how).toBe('exit code 0')
  })

  test('as soon as it is ready ends all the same', async () => {
    const told = await trainSmall({
      config: { epochs: 1000 },
      hear: (message, trainer) => {
        acknowledge(message, trainer)
        if (message.kind === 'ready') trainer.stop()
      },
    })
    expect(outcomes(told)).toEqual([{ status: 'stopped' }])
  })

  test('while it waits for the commit of two checkpoints ends all the same', async () => {
    const told = await trainSmall({
      config: { epochs: 1000 },
      hear: (message, trainer) => {
        if (message.kind === 'checkpoint' && message.epoch === 3) trainer.stop()
      },
    })
    expect(said(told, 'checkpoint').map(({ epoch }) => epoch)).toEqual([1, 2, 3])
    expect(outcomes(told)).toEqual([{ status: 'stopped' }])
  })
})

describe('a training that goes wrong', () => {
  test('by itself says that it diverged, with the reason', async () => {
    const told = await trainSmall({ config: { optimizer: 'momentum', learningRate: 1e30 } })
    expect(outcomes(told)).toMatchObject([
      {
        status: 'diverged',
        reason: expect.stringMatching(/^Loss is not finite at step \d+; /) as string,
      },
    ])
  })

  test('for want of data says which file', async () => {
    const data = { ...(await smallMnist()), testLabels: '/nowhere/labels' }
    const told = await trainSmall({ request: { data } })
    expect(outcomes(told)).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('/nowhere/labels') as string },
    ])
  })

  test('by a kill says nothing, and its exit tells', async () => {
    const told = await trainSmall({
      config: { epochs: 1000 },
      hear: (message, trainer) => {
        if (message.kind === 'points') trainer.kill()
      },
    })
    expect(outcomes(told)).toEqual([])
    expect(told.how).toMatch(/^signal SIGKILL/)
  })
})

/** Starts a process with a trainer, in a process group of its own, and waits until the trainer is at work. */
async function startParent() {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'train-and-tell.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  return { parent, trainer: Number(line.toString().split('\n')[0]) }
}

describe('a trainer', () => {
  test('ends by itself when its parent is killed', async () => {
    const { parent, trainer } = await startParent()
    expect(isAlive(trainer)).toBe(true)
    parent.kill('SIGKILL')
    await vi.waitUntil(() => !isAlive(trainer), { timeout: 30_000, interval: 20 })
  })

  test("is out of a terminal's reach: Ctrl+C means what its parent makes of it", async () => {
    const { parent } = await startParent()
    const lines: string[] = []
    parent.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
    process.kill(-(parent.pid ?? NaN), 'SIGINT')
    await once(parent.stdout, 'close')
    expect(lines.join('')).toMatch(/^stopped at checkpoint \d+$/m)
  })
})
