import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { importFormats } from '../../electron/contract/imports.ts'
import { nodeFlagsOf } from '../../electron/train/node-flags.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { modelBytes, modelFile } from '../fixtures/model-files.ts'
import { mutated } from '../fixtures/mutated.ts'
import { tempCore } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'
import { faultSeed } from './chance.ts'

interface Found {
  readonly read: number
  readonly refused: number
  readonly odd: readonly string[]
  readonly slowestMs: number
  readonly peakBytes: number
}

const changes = 500
const seed = faultSeed % 100_000
const mostBytes = 512 * 2 ** 20

/** Reads a file as it is and so many changed ones, in a process like the one that reads files. */
async function readMany(file: string, count: number): Promise<Found> {
  const program = join(import.meta.dirname, 'read-many.ts')
  const flags = nodeFlagsOf('reader')
  const args = [...flags, program, file, String(count), String(seed)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as Found
}

test.runIf(process.platform === 'linux').each(importFormats)(
  `%s: ${String(changes)} changed files are read or refused, each within 5 s and all within 512 MB`,
  { timeout: 120_000 },
  async (format) => {
    const found = await readMany(await modelFile(format, madeUpModel([12, 8])), changes)
    expect(found.odd, `FAULT_SEED=${String(faultSeed)}`).toEqual([])
    expect(found.read).toBeGreaterThan(0)
    expect(found.refused).toBeGreaterThan(0)
    expect(found.read + found.refused).toBe(changes + 1)
    expect(found.slowestMs).toBeLessThan(5000)
    expect(found.peakBytes).toBeLessThan(mostBytes)
  },
)

test.runIf(process.platform === 'linux').each(importFormats)(
  '%s: the largest model that is read takes no more than 512 MB',
  { timeout: 120_000 },
  async (format) => {
    const file = await modelFile(format, madeUpModel([4096, 3990]), {
      pixels: 'byte',
      answer: 'logits',
    })
    const found = await readMany(file, 0)
    expect(found).toMatchObject({ read: 1, odd: [] })
    expect(found.peakBytes).toBeLessThan(mostBytes)
  },
)

test.each(importFormats)(
  '%s: changed files become runs or are refused, and the core goes on',
  async (format) => {
    const core = tempCore({ worksQueue: false })
    const bytes = await modelBytes(format, madeUpModel([12]))
    let added = 0
    for (let number = 1; number <= 12; number++) {
      const file = join(tempDir(), 'changed')
      writeFileSync(file, mutated(bytes, seed + number))
      try {
        const { isNew } = await core.importFrom(file, { again: true })
        expect(isNew).toBe(true)
        added += 1
      } catch (error) {
        expect(error, `FAULT_SEED=${String(faultSeed)}`).toMatchObject({ code: 'unreadable' })
      }
      expect(await core.ask('runs.list', {})).toHaveLength(added)
    }
  },
)
