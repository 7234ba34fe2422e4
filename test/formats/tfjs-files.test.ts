import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { topologyFile, weightsFile } from '../../electron/formats/model-files.ts'
import { zipped } from '../../electron/formats/zip.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { tempDir } from '../temp-dir.ts'
import { filesOf, modelFolder, refused, zipFile } from './tfjs-folder.ts'

const model = madeUpModel([12])
const files = filesOf(model)
const text = new TextDecoder().decode(files[topologyFile])
const { weights } = model

const folder = (json: string | Uint8Array, bytes: Uint8Array = weights) => modelFolder(json, bytes)

describe('weights are refused when they', () => {
  test('are too few or too many', async () => {
    await refused(folder(text, weights.subarray(4)), /has 38196 bytes, its layers need 38200/)
    await refused(folder(text, new Uint8Array(38_204)), /has 38204 bytes, allowed are 38200/)
  })

  test('are terabytes of nothing', async () => {
    const dir = folder(text)
    truncateSync(join(dir, weightsFile), 2 ** 40)
    await refused(dir, /allowed are 38200/)
  })

  test.each([NaN, Infinity])('hold %d', async (value) => {
    const values = new Float32Array(weights.slice().buffer)
    values[784 * 12 + 3] = value
    await refused(
      folder(text, new Uint8Array(values.buffer)),
      /dense_1\/bias holds a number that is not finite/,
    )
  })

  test('are missing, a folder, or a link out of the folder', async () => {
    const outside = join(tempDir(), 'outside.bin')
    writeFileSync(outside, weights)
    const dir = tempDir()
    writeFileSync(join(dir, topologyFile), text)
    await refused(dir, /missing or not a plain file/)
    symlinkSync(outside, join(dir, weightsFile))
    await refused(dir, /missing or not a plain file/)
    const other = tempDir()
    writeFileSync(join(other, topologyFile), text)
    mkdirSync(join(other, weightsFile))
    await refused(other, /missing or not a plain file/)
  })
})

describe('a zip file is refused when it', () => {
  test('is missing, empty, cut or no zip file', async () => {
    await refused(join(tempDir(), 'none.zip'), /missing, empty or too large/)
    await refused(zipFile(new Uint8Array(0)), /missing, empty or too large/)
    const whole = zipped(files)
    await refused(zipFile(whole.subarray(0, whole.length - 40)), /damaged or incomplete/)
    await refused(zipFile(whole.subarray(1000)), /holds no|damaged/)
    await refused(zipFile(Buffer.from('not a zip file')), /damaged or incomplete/)
  })

  test('lacks a file', async () => {
    await refused(zipFile(zipped({ [weightsFile]: weights })), /holds no model\.json/)
    await refused(zipFile(zipped({ [topologyFile]: Buffer.from(text) })), /holds no weights\.bin/)
  })

  test('holds far more than it weighs', async () => {
    const bomb = zipSync({ [topologyFile]: new Uint8Array(30_000_000) }, { level: 1 })
    expect(bomb.length).toBeLessThan(500_000)
    await refused(zipFile(bomb), /30000000 bytes, allowed are 1000000/)
  })

  test('says less than it holds', async () => {
    const bomb = zipSync({ [topologyFile]: new Uint8Array(3_000_000) }, { level: 9 })
    const view = new DataView(bomb.buffer)
    for (let at = 0; at < bomb.length - 4; at++)
      if (view.getUint32(at, true) === 3_000_000) view.setUint32(at, 500, true)
    await refused(zipFile(bomb), /damaged or incomplete|not JSON/)
  })
})
