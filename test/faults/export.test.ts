import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { StartRun, type RunId } from '../../electron/contract/entities.ts'
import { stream } from '../../electron/train/random.ts'
import { short } from '../core/core-parts.ts'
import { tempCore } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'
import { faultSeed } from './chance.ts'
import { never } from './in-pieces.ts'

const program = join(import.meta.dirname, 'export-and-die.ts')
const pointsEach = 10
const minutes = 5 * 60_000
const choice = { pixels: 'unit', answer: 'probabilities' } as const

/** A core with one run, in a data folder that other processes open too. */
async function labWithRun() {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  const { id } = await core.train(v.parse(StartRun, short), never)
  return { core, dataDir, id }
}

interface Attempt {
  readonly dataDir: string
  readonly id: RunId
  readonly format: 'onnx' | 'tfjs'
  /** Empty: in memory. */
  readonly target: string
}

/** Exports in another process, which dies at a point, or at none; returns how many points it went by, or the signal. */
async function exportIn({ dataDir, id, format, target }: Attempt, point = 0, share = 0) {
  const args = [program, dataDir, id, format, target, String(point), String(share)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output, [code, signal]] = await Promise.all([
    text(child.stdout),
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ])
  return code === 0 ? Number(output) : signal
}

/** Has it killed at different points of chance between its first and last, and looks after each at what is there. */
async function killedAtPoints(
  which: number,
  attemptOf: () => Attempt,
  look: (attempt: Attempt) => void | Promise<void>,
): Promise<void> {
  const random = stream(faultSeed, which)
  const points = Number(await exportIn(attemptOf()))
  expect(points).toBeGreaterThan(pointsEach)
  for (let part = 0; part < pointsEach; part++) {
    const [from, to] = [part, part + 1].map((at) => Math.floor((at * points) / pointsEach))
    const point = uniformInt(random, (from ?? 0) + 1, to ?? points)
    const attempt = attemptOf()
    expect(await exportIn(attempt, point, uniformInt(random, 0, 99) / 100)).toBe('SIGKILL')
    await look(attempt)
  }
}

const title = `killed at ${String(pointsEach)} points (seed ${String(faultSeed)}), an export`

test(
  `${title} that replaces a file leaves the old one or the new one, whole`,
  { timeout: minutes },
  async () => {
    const { core, dataDir, id } = await labWithRun()
    const whole = join(tempDir(), 'whole.onnx')
    await core.exportTo(id, { format: 'onnx', ...choice }, whole, false)
    const states = [Buffer.from('an older file'), readFileSync(whole)]
    const dir = tempDir()
    const target = join(dir, 'model.onnx')
    const withOld = (): Attempt => {
      writeFileSync(target, 'an older file')
      return { dataDir, id, format: 'onnx', target }
    }
    await killedAtPoints(1, withOld, () => {
      expect(states.some((state) => state.equals(readFileSync(target)))).toBe(true)
    })
    await core.exportTo(id, { format: 'onnx', ...choice }, target, true)
    expect(readdirSync(dir)).toEqual(['model.onnx'])
  },
)

test(`${title} of a folder leaves nothing or all of it`, { timeout: minutes }, async () => {
  const { core, dataDir, id } = await labWithRun()
  const dir = tempDir()
  let count = 0
  const next = (): Attempt => ({
    dataDir,
    id,
    format: 'tfjs',
    target: join(dir, `model ${String(++count)}`),
  })
  const weights = 4 * (785 * 16 + 17 * 10)
  await killedAtPoints(2, next, ({ target }) => {
    if (!existsSync(target)) return
    expect(readdirSync(target).sort()).toEqual(['model.json', 'weights.bin'])
    expect(readFileSync(join(target, 'weights.bin'))).toHaveLength(weights)
  })
  await core.exportTo(id, { format: 'tfjs', ...choice }, join(dir, 'last'), false)
  expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([])
})

test(
  `${title} for a page leaves nothing once the application is started again`,
  { timeout: minutes },
  async () => {
    const { dataDir, id } = await labWithRun()
    let left = 0
    await killedAtPoints(
      3,
      () => ({ dataDir, id, format: 'onnx', target: '' }),
      async () => {
        left += readdirSync(join(dataDir, 'exports')).length
        await tempCore({ dataDir, worksQueue: false }).close()
        expect(readdirSync(join(dataDir, 'exports'))).toEqual([])
      },
    )
    expect(left).toBeGreaterThan(0)
  },
)
