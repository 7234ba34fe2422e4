import { uniformInt } from 'pure-rand/distribution/uniformInt'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { datasetParts } from '../../electron/contract/datasets.ts'
import { stream } from '../../electron/train/random.ts'
import { tinyCsv, tinySource } from '../fixtures/tiny-csv.ts'
import { tempDir } from '../temp-dir.ts'
import { labOf, outcome, sound, source } from './adding.ts'
import { faultSeed } from './chance.ts'

const changes: readonly ((bytes: Buffer, random: RandomGenerator) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, uniformInt(random, 0, bytes.length - 1)),
  (bytes, random) => {
    const at = uniformInt(random, 0, bytes.length - 1)
    return Buffer.from(bytes.with(at, uniformInt(random, 0, 255)))
  },
  (bytes, random) => {
    const at = uniformInt(random, 0, bytes.length - 1)
    return Buffer.from(bytes.with(at, (bytes[at] ?? 0) ^ (1 << uniformInt(random, 0, 7))))
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes)
    const extremes = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]
    const value = extremes[uniformInt(random, 0, extremes.length - 1)] ?? 0
    copy.writeUInt32BE(value, uniformInt(random, 0, Math.min(20, bytes.length - 4)))
    return copy
  },
  (bytes, random) => {
    const from = uniformInt(random, 0, bytes.length - 1)
    const to = uniformInt(random, from, bytes.length)
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)])
  },
]

/** A file with up to three changes of chance. */
function changed(bytes: Buffer, random: RandomGenerator): Buffer {
  let result = bytes
  for (let left = uniformInt(random, 1, 3); left > 0; left--) {
    const change = changes[uniformInt(random, 0, changes.length - 1)]
    if (change && result.length >= 4) result = change(result, random)
  }
  return result
}

test(`500 changed files (seed ${String(faultSeed)}) are refused in one line, or make a sound data set`, async () => {
  const { core, left } = labOf()
  const csv = readFileSync(tinyCsv(tempDir()))
  const random = stream(faultSeed, 1)
  let added = 0
  for (let index = 0; index < 500; index++) {
    const part = datasetParts[uniformInt(random, 0, 3)] ?? 'trainImages'
    const isPacked = uniformInt(random, 0, 1) === 1
    const file = join(tempDir(), 'changed.csv')
    writeFileSync(file, changed(isPacked ? gzipSync(csv) : csv, random))
    const idx = changed(isPacked ? gzipSync(sound[part]) : sound[part], random)
    const from = index % 4 === 3 ? tinySource(file) : source({ [part]: idx })
    const message = await outcome(core, { id: 'own', source: from })
    if (message === 'added') {
      added++
      const { counts } = await core.ask('data.show', { id: 'own' })
      expect(counts.test.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
      await core.ask('data.delete', { id: 'own' })
    } else expect(message).toMatch(/^[^\n]+$/)
    expect(left()).toEqual([])
  }
  // Changes of pixels make other, sound images: a check that refused those would be one that refuses all.
  expect(added).toBeGreaterThan(10)
  expect(added).toBeLessThan(400)
  expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(512)
}, 300_000)
