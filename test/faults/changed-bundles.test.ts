import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../electron/contract/errors.ts'
import { importBundle } from '../../electron/core/bundle/import-bundle.ts'
import { openDatabase, type Db } from '../../electron/store/database.ts'
import { runById } from '../../electron/store/runs.sql.ts'
import { stream } from '../../electron/train/random.ts'
import { bundleOfContents, contentsOf, fileOf, smallBundle } from '../fixtures/bundles.ts'
import { tempDir } from '../temp-dir.ts'
import { faultSeed } from './chance.ts'

const chance = { now: Date.now, random: () => 0.5 }

function database(): Db {
  const db = openDatabase(join(tempDir(), 'lab.db'))
  onTestFinished(() => {
    db.close()
  })
  return db
}

const writes = (db: Db): number =>
  db.prepare<[], { count: number }>('SELECT total_changes() AS count').get()?.count ?? NaN

/** Why a bundle was refused; null where it was imported. Whatever is no refusal fails the test. */
function refusal(db: Db, path: string): string | null {
  try {
    importBundle(db, { path, drawings: true }, chance)
    return null
  } catch (error) {
    if (error instanceof AppError && error.code === 'unreadable') return error.message
    throw error
  }
}

/** Bytes with up to three changes of chance. */
function changed(bytes: Buffer, random: RandomGenerator): Buffer {
  const result = Buffer.from(bytes)
  const change = uniformInt(random, 0, 3)
  if (change === 0) return result.subarray(0, uniformInt(random, 0, bytes.length - 1))
  if (change === 1) {
    const from = uniformInt(random, 0, bytes.length - 1)
    return Buffer.concat([result, bytes.subarray(from)])
  }
  for (let left = uniformInt(random, 1, 3); left > 0; left--) {
    const at = uniformInt(random, 0, bytes.length - 1)
    result[at] = change === 2 ? uniformInt(random, 0, 255) : (result[at] ?? 0) ^ 1
  }
  return result
}

test(`500 changed bundles (seed ${String(faultSeed)}) are refused, and nothing is written`, async () => {
  const whole = readFileSync((await smallBundle(tempDir())).path)
  const random = stream(faultSeed, 20)
  const db = database()
  const before = writes(db)
  for (let index = 0; index < 500; index++) {
    const bytes = changed(whole, random)
    if (bytes.equals(whole)) continue
    expect(refusal(db, fileOf(bytes))).toMatch(
      /^Not a run bundle this application can read: [^\n]+$/,
    )
  }
  expect(writes(db)).toBe(before)
  expect(refusal(db, fileOf(whole))).toBeNull()
}, 300_000)

/** Texts that a JSON value may be changed to. */
const odd = [
  '0',
  '-1',
  '1e999',
  '1e15',
  '0.5',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '"x"',
  '[[[[[[',
  ',',
]

/** A text with one value or character of chance changed. */
function oddText(text: string, random: RandomGenerator): string {
  const values = [
    ...text.matchAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|"(?:[^"\\]|\\.)*"|null|true|false/g),
  ]
  const value = values[uniformInt(random, 0, Math.max(0, values.length - 1))]
  if (!value) return odd[uniformInt(random, 0, odd.length - 1)] ?? ''
  const instead = odd[uniformInt(random, 0, odd.length - 1)] ?? ''
  return text.slice(0, value.index) + instead + text.slice(value.index + value[0].length)
}

test(`500 bundles with odd contents and right hashes (seed ${String(faultSeed)}) are refused or make a run that can be shown`, async () => {
  const { path, id } = await smallBundle(tempDir())
  const contents = contentsOf(path)
  const names = [...contents.keys()]
  const random = stream(faultSeed, 21)
  let imported = 0
  for (let index = 0; index < 500; index++) {
    const name = names[uniformInt(random, 0, names.length - 1)] ?? ''
    const bytes = contents.get(name) ?? Buffer.alloc(0)
    const other = name.endsWith('.bin')
      ? changed(bytes, random)
      : Buffer.from(oddText(bytes.toString(), random))
    const db = openDatabase(join(tempDir(), 'lab.db'))
    const before = writes(db)
    const why = refusal(db, bundleOfContents(id, new Map([...contents, [name, other]])))
    if (why === null) {
      imported++
      const { config } = runById(db, id)
      expect(config.hidden).toHaveLength(1)
    } else {
      expect(why).toMatch(/^[^\n]+$/)
      expect(writes(db)).toBe(before)
    }
    db.close()
  }
  // Another note or time makes another, sound run: a check that refused those would be one that refuses all.
  expect(imported).toBeGreaterThan(10)
  expect(imported).toBeLessThan(400)
  expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(512)
}, 300_000)
