import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { drawingsIn, type Drawing } from '../../electron/cli/drawings.ts'
import { tempDir } from '../temp-dir.ts'

function fileWith(content: string | Uint8Array): string {
  const file = join(tempDir(), 'drawings')
  writeFileSync(file, content)
  return file
}

async function readAll(file: string): Promise<readonly Drawing[]> {
  const drawings: Drawing[] = []
  for await (const batch of drawingsIn(file)) drawings.push(...batch)
  return drawings
}

const dot = '{"strokes":[[[1,2]]],"label":3}'

test('drawings are read plain or gzip, whatever the file is called', async () => {
  const expected = [{ strokes: [[[1, 2]]], label: 3 }, { strokes: [] }]
  const text = `\ufeff${dot}\r\n\n{"strokes":[],"writer":"x"}`
  expect(await readAll(fileWith(text))).toEqual(expected)
  expect(await readAll(fileWith(gzipSync(text)))).toEqual(expected)
  expect(await readAll(fileWith(''))).toEqual([])
})

test('long files come in batches of some hundreds, none lost', async () => {
  const sizes: number[] = []
  for await (const batch of drawingsIn(fileWith(`${dot}\n`.repeat(1201)))) sizes.push(batch.length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1201)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000)
})

test('drawings of many points come in small batches', async () => {
  const long = JSON.stringify({ strokes: [Array(20_000).fill([0, 0])] })
  const sizes: number[] = []
  for await (const batch of drawingsIn(fileWith(`${long}\n`.repeat(12)))) sizes.push(batch.length)
  expect(sizes).toEqual([5, 5, 2])
})

test('empty lines are counted and cost nothing', async () => {
  const empty = Buffer.alloc(20_000_000, '\n')
  const file = fileWith(gzipSync(Buffer.concat([empty, Buffer.from('{oops')])))
  await expect(readAll(file)).rejects.toThrow(/line 20000001: not JSON/)
})

test('a small gzip file that holds more than 512 MB is refused', async () => {
  const members = Array.from({ length: 11 }, () => gzipSync(Buffer.alloc(50_000_000, '\n')))
  await expect(readAll(fileWith(Buffer.concat(members)))).rejects.toThrow(/more than 512 MB/)
})

const cut = gzipSync(`${dot}\n`.repeat(50)).subarray(0, -12)

test.each([
  ['not JSON', `${dot}\n\n{strokes`, /line 3: not JSON/],
  ['no strokes', '{"label":1}', /line 1: strokes/],
  ['strokes that are no points', '{"strokes":[[1,2]]}', /line 1: strokes\.0\.0/],
  ['a coordinate that is not finite', '{"strokes":[[[1,1e999]]]}', /line 1: .*finite/],
  ['a label that is no digit', '{"strokes":[],"label":10}', /line 1: label: .*0 to 9/],
  ['too many points', JSON.stringify({ strokes: [Array(20_001).fill([0, 0])] }), /20,000 points/],
  ['a line without end', `${dot}\n${' '.repeat(5_000_000)}`, /line 2 is longer than 4 MB/],
  ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000)), /line 1 is longer than 4 MB/],
  ['gzip that ends too early', cut, /gzip data ends too early/],
  [
    'gzip that is damaged',
    Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(40, 7)]),
    /Cannot read/,
  ],
])('%s is refused in one line that says where', async (_, content, message) => {
  const failure: unknown = await readAll(fileWith(content)).catch((error: unknown) => error)
  expect(failure).toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(message) as string,
  })
  expect((failure as Error).message).not.toContain('\n')
})

test('a file that is not there, and a folder, are named', async () => {
  const folder = tempDir()
  await expect(readAll(join(folder, 'absent'))).rejects.toThrow(/absent: there is no such file/)
  await expect(readAll(folder)).rejects.toThrow(/it is a folder/)
})
