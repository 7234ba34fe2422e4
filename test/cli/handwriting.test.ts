import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import type { Run } from '../../electron/contract/entities.ts'
import { resultTable } from '../../electron/cli/run-words.ts'
import { tenDrawings } from '../fixtures/strokes.ts'
import { folderWith } from '../core/scored-folder.ts'
import { aRun } from '../renderer/a-run.ts'
import { a, b } from '../store/a-run.ts'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine, folderOfFile, jsonLines } from './digit-lab.ts'

const strokesFile = join(import.meta.dirname, '../fixtures/strokes.jsonl')

const said = async (dataDir: string, ...args: readonly string[]) => {
  const ended = await digitLab(dataDir, args)
  expect(ended, args.join(' ')).toMatchObject({ code: 0 })
  return ended.output
}

interface Listed {
  readonly number: number
  readonly label: number
  readonly digit?: number | null
}
const listed = async (dataDir: string, ...args: readonly string[]) => {
  const output = await said(dataDir, 'handwriting', 'list', '--json', ...args)
  return (output === '' ? [] : jsonLines(output)) as readonly Listed[]
}
const run = async (dataDir: string) =>
  jsonLines(await said(dataDir, 'runs', 'show', 'last', '--json'))[0] as Run

test('drawings and pictures are kept, scored, relabelled, exported, imported and deleted', async () => {
  const dataDir = folderWith({ id: a, reads: [3] })
  expect((await run(dataDir)).handwriting).toBeNull()

  expect(await said(dataDir, 'handwriting', 'add', '--strokes', strokesFile)).toBe(
    'Kept 10 drawings\n',
  )
  const ofRun = await listed(dataDir, '--run', 'last')
  expect(ofRun.map(({ number, label }) => [number, label])).toEqual(
    tenDrawings().map(({ label }, index) => [index + 1, label]),
  )
  const wrong = ofRun.filter(({ label, digit }) => digit !== label)
  expect((await run(dataDir)).handwriting).toEqual({ error: wrong.length / 10, images: 10 })
  expect(await listed(dataDir, '--run', 'last', '--wrong')).toEqual(wrong)

  const picture = join(tempDir(), 'nine.png')
  const ink = {
    input: Buffer.from(
      '<svg width="60" height="60"><path d="M20 10h20v40" stroke="black" stroke-width="6" fill="none"/></svg>',
    ),
  }
  const white = { width: 60, height: 60, channels: 3, background: 'white' } as const
  writeFileSync(picture, await sharp({ create: white }).composite([ink]).png().toBuffer())
  expect(await said(dataDir, 'handwriting', 'add', picture, '--label', '7')).toBe(
    'Kept 1 drawing\n',
  )
  expect(await said(dataDir, 'handwriting', 'relabel', '11', '1', '--label', '2')).toBe(
    '2 drawings now labelled 2\n',
  )
  expect((await listed(dataDir, '--label', '2')).map(({ number }) => number)).toEqual([1, 3, 11])

  const lines = await said(dataDir, 'handwriting', 'export')
  const other = tempDir()
  const imported = await digitLab(other, ['handwriting', 'import', '-', '--json'], lines)
  expect(imported).toMatchObject({ code: 0, output: '{"added":11}\n' })
  expect(await said(other, 'handwriting', 'export')).toBe(lines)

  expect(await said(dataDir, 'handwriting', 'delete', '1', '11', '--yes')).toBe(
    'Deleted 2 drawings\n',
  )
  expect(await listed(dataDir)).toHaveLength(9)
  expect((await run(dataDir)).handwriting?.images).toBe(9)
})

test('the third score stands in lists, filters, the run and the comparison', async () => {
  const dataDir = folderWith({ id: a, reads: [3] }, { id: b, reads: [8] })
  await said(dataDir, 'handwriting', 'add', '--strokes', strokesFile)
  const list = await said(
    dataDir,
    'runs',
    'list',
    '--columns',
    'name,handwriting,handwriting-right',
  )
  expect(list).toMatch(/^Name +Handwriting error % +Handwriting right %\n/)
  const found = await said(dataDir, 'runs', 'list', '--filter', 'handwriting <= 100%', '--json')
  expect(jsonLines(found)[0]).toHaveLength(2)
  expect(await said(dataDir, 'runs', 'list', '--csv')).toMatch(/,handwriting-error,/)
  expect(await said(dataDir, 'compare', a, b)).toMatch(/^handwriting error % +90\.00 +90\.00$/m)
})

test('a run shows its third score below train and test, and says where it was trained on the drawings', () => {
  const score = { loss: 0.1, error: 0.05 }
  const shown = (dataset: string) =>
    resultTable(
      aRun({
        final: { train: score, test: score },
        handwriting: { error: 0.25, images: 8 },
        dataset: { ...mnistShape, id: dataset, sha256: null },
      }),
    ).at(-1)
  expect(shown('mnist')).toMatch(/^Handwriting +75\.00 +– +– +25\.00 +–$/)
  expect(shown('mnist-handwriting-0123abcd')).toMatch(/^Handwriting \(trained on\) +75\.00 +25\.00/)
})

test('the same mix is the same data set, under one name', async () => {
  const dataDir = tempDir()
  await said(dataDir, 'handwriting', 'add', '--strokes', strokesFile)
  const mixed = await said(dataDir, 'data', 'mix', '--times', '20')
  expect(mixed).toMatch(
    /^Data set mnist-handwriting-[0-9a-f]{8}: 60,200 train and 10,000 test images of 28 × 28 pixels\n$/,
  )
  expect(await said(dataDir, 'data', 'mix', 'mnist', '--times', '20')).toBe(mixed)
  const id = mixed.split(' ')[2]?.replace(':', '') ?? ''
  expect(await said(dataDir, 'data', 'show', id)).toContain(
    'My handwriting: 10 drawings, each 20 times',
  )
})

const folder = folderOfFile()
const wrongLines = join(folder, 'wrong.jsonl')
writeFileSync(wrongLines, `${readFileSync(strokesFile, 'utf8').trim()}\n\n{"label":12}\n`)

test.each<[string, number, RegExp]>([
  ['handwriting', 2, /handwriting needs one more word: handwriting list, handwriting add/],
  ['handwriting add', 2, /handwriting add needs either --strokes FILE or pictures/],
  ['handwriting add x.png', 2, /handwriting add needs --label N/],
  ['handwriting add x.png --label 10', 2, /--label "10": A label must be a digit from 0 to 9/],
  ['handwriting add x.png --label 1', 1, /Cannot read x\.png: there is no such file/],
  ['handwriting relabel 1', 2, /handwriting relabel needs --label N/],
  ['handwriting relabel one --label 1', 2, /"one": a drawing is a whole number from 1 on/],
  ['handwriting relabel 7 --label 1', 1, /There is no drawing 7 in my handwriting/],
  ['handwriting delete 0 --yes', 2, /"0": a drawing is a whole number from 1 on/],
  ['handwriting delete 1', 2, /handwriting delete needs --yes where nobody can be asked/],
  ['handwriting list --wrong', 2, /--wrong needs --run RUN/],
  ['handwriting import', 2, /handwriting import needs FILE/],
  ['handwriting import gone.jsonl', 1, /Cannot read gone\.jsonl: there is no such file/],
  [
    `handwriting import ${wrongLines}`,
    1,
    /wrong\.jsonl: Line 12: label: A label must be.*found 12/,
  ],
  ['data mix --times 0', 2, /--times "0": Times must be a whole number from 1 to 100/],
  ['data mix letters', 1, /There is no data set letters; data sets are mnist/],
  ['data mix', 1, /There are no drawings in my handwriting to mix in/],
])('%s ends in one line', async (line, code, message) => {
  const ended = await digitLab(join(folder, 'data'), line.split(' '))
  expect(ended.code).toBe(code)
  expectOneLine(ended, message)
})
