import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine, folderOfFile, jsonLines, small } from './digit-lab.ts'

const folder = folderOfFile()
const there = join(folder, 'there')
const file = join(folder, 'both.digitlab')

interface Written {
  readonly runs: readonly { readonly id: string; readonly name: string }[]
  readonly sha256: string
}

const said = async (dataDir: string, ...args: readonly string[]): Promise<string> => {
  const { code, output, errors } = await digitLab(dataDir, args)
  expect({ code, errors }, output).toEqual({ code: 0, errors: '' })
  return output
}

let ids: readonly string[] = []

beforeAll(async () => {
  const two = ['--hidden', '16', '--epochs', '2', '--train-images', '2000']
  await digitLab(there, ['train', ...two, '--name', 'A'])
  await digitLab(there, ['train', ...small, '--name', 'B'])
  const output = await said(there, 'export', 'A', 'B', '--output', file, '--json')
  const [written] = jsonLines(output) as readonly Written[]
  expect(written?.sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'))
  ids = written?.runs.map(({ id }) => id) ?? []
})

test('runs that come from another data folder are verified there', async () => {
  const here = tempDir()
  const [a = '', b = ''] = ids
  expect(await said(here, 'import', file)).toBe(`Imported run ${a} "A"\nImported run ${b} "B"\n`)
  expect(await said(here, 'runs', 'verify', 'A')).toContain('have the same weights')
  expect(await said(here, 'import', file)).toBe(
    `Here already: run ${a} "A"\nHere already: run ${b} "B"\n`,
  )
  const shown = async (dataDir: string) =>
    jsonLines(await said(dataDir, 'runs', 'metrics', a, '--json'))
  expect(await shown(here)).toEqual(await shown(there))
})

test('a bundle says what is in it', async () => {
  const output = await said(tempDir(), 'inspect', file)
  expect(output).toMatch(/^Whole runs, written by version \S+; [\d.]+ kB, every hash right\n/)
  expect(output).toMatch(new RegExp(`^${ids[0] ?? ''} +A +completed +mnist +40 of 40 +2 +0$`, 'm'))
  const [found] = jsonLines(await said(tempDir(), 'inspect', file, '--json'))
  expect(found).toMatchObject({ runs: [{ id: ids[0] }, { id: ids[1] }], drawings: 0 })
})

test('an extension makes the same weights here and there', async () => {
  const here = tempDir()
  const original = join(tempDir(), 'copy.digitlab')
  await said(there, 'export', 'B', '--output', original)
  await said(here, 'import', original)
  const extended = async (dataDir: string) => {
    await said(dataDir, 'extend', 'B', '--epochs', '1')
    const { code, output } = await digitLab(dataDir, ['resume', 'B', '--json'])
    expect(code).toBe(0)
    return (jsonLines(output).at(-1) as { readonly weightsSha256: string }).weightsSha256
  }
  expect(await extended(here)).toBe(await extended(there))
})

test('drawings are taken along and kept where both are asked for', async () => {
  const stroke = '{"label":1,"strokes":[[[1,1],[9,9]]]}\n'
  await digitLab(there, ['handwriting', 'import', '-'], stroke)
  const path = join(tempDir(), 'drawn.digitlab')
  expect(await said(there, 'export', 'A', '--output', path, '--drawings')).toContain(
    'With 1 drawings of my handwriting',
  )
  const here = tempDir()
  expect(await said(here, 'import', path)).toContain(
    'Left out 1 drawing; --drawings keeps them in my handwriting',
  )
  const kept = await digitLab(here, ['import', path, '--drawings'])
  expect(kept.output).toContain('Kept 1 of 1 drawing in my handwriting; the others were there')
  expect(await said(here, 'handwriting', 'export')).toBe(stroke)
})

describe('refused in one line', () => {
  test.each<[readonly string[], RegExp]>([
    [['export', 'A', '--output', 'x.digitlab', '--format', 'onnx'], /is that of a bundle/],
    [['export', 'A', '--output', 'x.zip', '--format', 'bundle'], /ends in \.digitlab/],
    [['export', 'A', '--output', 'x.digitlab', '--logits'], /--logits is of model files/],
    [['export', 'A', 'B', '--output', 'x.onnx'], /Unexpected argument "B"/],
    [['export', 'A', '--output', 'x.onnx', '--drawings'], /--drawings is of a bundle/],
    [['export', 'A', '--output', 'x.onnx', '--format', 'exe'], /one of tfjs, .*, bundle/],
    [['import', 'x.digitlab', '--name', 'C'], /--name is of model files/],
    [['import', 'x.onnx', '--drawings'], /--drawings is of a bundle/],
  ])('%j', async (args, named) => {
    const ended = await digitLab(there, args)
    expectOneLine(ended, named)
    expect(ended.code).toBe(2)
    expect(existsSync(args[3] ?? '')).toBe(false)
  })

  test('a file that is there, unless it is to be replaced', async () => {
    const path = join(tempDir(), 'old.digitlab')
    writeFileSync(path, 'old')
    const ended = await digitLab(there, ['export', 'A', '--output', path])
    expectOneLine(ended, /old\.digitlab already exists/)
    expect(readFileSync(path, 'utf8')).toBe('old')
    await said(there, 'export', 'A', '--output', path, '--force')
    await said(there, 'inspect', path)
  })

  test('a file that is no bundle, with nothing added', async () => {
    const path = join(tempDir(), 'odd.digitlab')
    writeFileSync(path, readFileSync(file).subarray(0, 5000))
    const here = tempDir()
    expectOneLine(await digitLab(here, ['import', path]), /odd\.digitlab: Not a run bundle/)
    expectOneLine(await digitLab(here, ['inspect', path]), /odd\.digitlab: Not a run bundle/)
    expectOneLine(await digitLab(here, ['import', join(folder, 'none.digitlab')]), /no such file/)
    expect(jsonLines(await said(here, 'runs', 'list', '--json'))).toEqual([[]])
  })
})
