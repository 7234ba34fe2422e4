import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { EngineKind } from '../../electron/contract/training.ts'
import { chooseEngine } from '../../electron/train/choose-engine.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork } from '../../electron/train/messages.ts'
import { tempDir } from '../temp-dir.ts'
import { forkBuilt, outcomes, root, said, trainSmall } from './training-process.ts'

const lacksInstruction =
  'Engine native does not work here: the processor lacks an instruction that the engine uses (signal SIGILL)'

/** Forks the real child, on a machine where some engines end their process by an illegal instruction. */
function forkWithout(...broken: readonly EngineKind[]): Fork {
  const dir = tempDir()
  const child = pathToFileURL(join(root, 'out', 'main', 'child.js')).href
  writeFileSync(
    join(dir, 'child.js'),
    `process.on('message', ({ engine, job }) => {
      if (${JSON.stringify(broken)}.includes(engine ?? job?.engine)) process.kill(process.pid, 'SIGILL')
    })
    import(${JSON.stringify(child)})`,
  )
  return forkNode(dir)
}

test('the fastest engine that works is native TensorFlow', async () => {
  const { engine, fallbacks } = await chooseEngine(forkBuilt)
  expect(engine).toMatchObject({ kind: 'native', version: expect.stringMatching(/^2\./) as string })
  expect(fallbacks).toEqual([])
})

test('an engine has as many threads as it was given; only the native one has more than one', async () => {
  expect((await chooseEngine(forkBuilt, 'native', 3)).engine.threads).toBe(3)
  expect((await chooseEngine(forkBuilt, 'wasm', 3)).engine.threads).toBe(1)
})

test('an engine that breaks its process is passed over in one line with the reason', async () => {
  const { engine, fallbacks } = await chooseEngine(forkWithout('native'))
  expect(engine.kind).toBe('wasm')
  expect(fallbacks).toEqual([lacksInstruction])
})

test('where two engines break, the slowest is left', async () => {
  const { engine, fallbacks } = await chooseEngine(forkWithout('native', 'wasm'))
  expect(engine.kind).toBe('cpu')
  expect(fallbacks).toHaveLength(2)
})

test('a wanted engine that does not work is an error in one line, and no other is taken', async () => {
  await expect(chooseEngine(forkWithout('native'), 'native')).rejects.toMatchObject({
    code: 'engine',
    message: `${lacksInstruction}; choose the engine wasm instead`,
  })
})

test('a process that cannot start is a reason too', async () => {
  await expect(chooseEngine(forkNode(tempDir()), 'cpu')).rejects.toMatchObject({
    code: 'engine',
    message: expect.stringMatching(
      /^Engine cpu does not work here: its process ended \(exit code 1: .*child\.js.*\)$/,
    ) as string,
  })
})

test('a training falls back by itself and says why', async () => {
  const warnings: string[] = []
  const told = await trainSmall({
    fork: forkWithout('native'),
    request: { engine: null },
    warn: (line) => warnings.push(line),
  })
  expect(said(told, 'ready').map(({ engine }) => engine.kind)).toEqual(['wasm'])
  expect(outcomes(told)).toEqual([{ status: 'completed', epoch: 2 }])
  expect(warnings).toEqual([lacksInstruction])
})

test('a training on a wanted engine that does not work fails with the reason', async () => {
  const told = await trainSmall({ fork: forkWithout('native'), request: { engine: 'native' } })
  expect(told.messages).toEqual([
    {
      kind: 'ended',
      outcome: {
        status: 'failed',
        reason: `${lacksInstruction}; choose the engine wasm instead`,
      },
      seconds: 0,
    },
  ])
})

test('a trainer that is killed while it loads does not train on another engine', async () => {
  let started = 0
  const told = await trainSmall({
    request: { engine: null },
    fork: <Sent, Received>(entry: Parameters<Fork>[0]) => {
      const port = forkBuilt<Sent, Received>(entry)
      started += 1
      port.kill()
      return port
    },
  })
  expect(started).toBe(1)
  expect(told.messages).toEqual([])
  expect(told.how).toMatch(/^signal SIGKILL/)
})
