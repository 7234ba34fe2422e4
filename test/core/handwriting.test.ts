import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { NewDrawing } from '../../electron/contract/handwriting.ts'
import { toPixels } from '../../electron/core/pixels.ts'
import { hasPenDigits, penDigitsFile, tenDrawings } from '../fixtures/strokes.ts'
import { tempDir } from '../temp-dir.ts'
import { tempCore } from './temp-core.ts'

const drawings = tenDrawings().map(
  ({ label, strokes }) => ({ kind: 'strokes', label, strokes }) as const,
)
const picture: NewDrawing = {
  kind: 'picture',
  label: 3,
  pixels: toPixels(new Uint8Array(784).fill(200)),
}
const quiet = () => tempCore({ worksQueue: false, now: () => 1234 })

test('drawings are kept in order with what a model sees of them, strokes and pictures alike', async () => {
  const core = quiet()
  const kept = await core.ask('handwriting.keep', { drawings: [...drawings, picture] })
  expect(await core.ask('handwriting.list', {})).toEqual(kept)
  expect(kept.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(kept.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3])
  const prepared = await core.ask('digits.prepare', {
    drawings: drawings.map(({ strokes }) => strokes),
  })
  expect(kept.slice(0, 10).map(({ pixels }) => pixels)).toEqual(
    prepared.map(({ pixels }) => pixels),
  )
  expect(kept[4]).toMatchObject({ strokes: drawings[4]?.strokes, createdAt: 1234 })
  expect(kept[10]).toMatchObject({ strokes: null, pixels: picture.pixels })
})

test('numbers are never given twice, and what is announced is how many there are', async () => {
  const core = quiet()
  const counts: number[] = []
  core.on('handwriting.changed', ({ count }) => counts.push(count))
  await core.ask('handwriting.keep', { drawings: drawings.slice(0, 3) })
  await core.ask('handwriting.relabel', { numbers: [2, 3], label: 7 })
  await core.ask('handwriting.delete', { numbers: [3, 1] })
  const [again] = await core.ask('handwriting.keep', { drawings: drawings.slice(0, 1) })
  expect(again?.number).toBe(4)
  const left = await core.ask('handwriting.list', {})
  expect(left.map(({ number, label }) => [number, label])).toEqual([
    [2, 7],
    [4, 0],
  ])
  expect(counts).toEqual([3, 3, 1, 2])
})

test.each([
  [{ numbers: [1, 9], label: 5 }, 'handwriting.relabel'],
  [{ numbers: [1, 9] }, 'handwriting.delete'],
] as const)('%o changes nothing where one of the drawings is not there', async (input, call) => {
  const core = quiet()
  const kept = await core.ask('handwriting.keep', { drawings: drawings.slice(0, 2) })
  expect(await core.answer(call, input)).toMatchObject({
    ok: false,
    code: 'not-found',
    message: 'There is no drawing 9 in my handwriting',
  })
  expect(await core.ask('handwriting.list', {})).toEqual(kept)
})

test.each([
  ['no ink', { kind: 'strokes', label: 1, strokes: [[]] }, 'Drawing 2: strokes must have at least'],
  [
    'black pixels alone',
    { kind: 'picture', label: 1, pixels: toPixels(new Uint8Array(784)) },
    'Drawing 2: pixels must have ink',
  ],
  ['a label 10', { ...picture, label: 10 }, 'A label must be a digit from 0 to 9'],
  ['a label 1.5', { ...picture, label: 1.5 }, 'A label must be a digit from 0 to 9'],
  ['the label "<b>"', { ...picture, label: '<b>' }, 'A label must be a digit from 0 to 9'],
  ['too few pixels', { ...picture, pixels: 'AAAA' }, 'Pixels must be the base64 of 784 bytes'],
  ['two bytes more', { ...picture, pixels: 'A'.repeat(1048) }, 'Pixels must be the base64 of 784'],
  ['a key too many', { ...picture, more: 1 }, 'drawings.1.more'],
])('of several drawings none is kept where one has %s', async (_, drawing, message) => {
  const core = quiet()
  const reply = await core.answer('handwriting.keep', { drawings: [picture, drawing] })
  expect(reply).toMatchObject({
    ok: false,
    code: 'bad-input',
    message: expect.stringContaining(message) as string,
  })
  expect(await core.ask('handwriting.count', {})).toEqual({ count: 0 })
})

test('what is exported is imported as it was', async () => {
  const [one, other] = [quiet(), quiet()]
  await one.ask('handwriting.keep', { drawings: [...drawings, picture] })
  const { lines } = await one.ask('handwriting.export', {})
  expect(lines.trim().split('\n')).toHaveLength(11)
  expect(await other.ask('handwriting.import', { lines })).toMatchObject({ added: 11 })
  expect(await other.ask('handwriting.list', {})).toEqual(await one.ask('handwriting.list', {}))
})

test('further fields and blank lines are passed over', async () => {
  const core = quiet()
  const lines = `\n{"label":4,"writer":"x","strokes":[[[0,0],[1,1]]]}\r\n  \n{"pixels":${JSON.stringify(picture.pixels)},"label":3,"made":{"by":"me"}}`
  expect(await core.ask('handwriting.import', { lines })).toMatchObject({ added: 2 })
})

const good = '{"label":4,"strokes":[[[0,0],[1,1]]]}'

test.each([
  ['nonsense', 'Line 3: a line must be JSON, found nonsense'],
  ['[1]', 'Line 3: label must be a digit from 0 to 9, found none'],
  [
    'null',
    'Line 3: a line must be an object with label and strokes, or label and pixels, found null',
  ],
  ['{"strokes":[]}', 'Line 3: label must be a digit from 0 to 9, found none'],
  ['{"label":"7"}', 'Line 3: label: A label must be a digit from 0 to 9, found "7"'],
  ['{"label":-1}', 'Line 3: label: A label must be a digit from 0 to 9, found -1'],
  ['{"label":1e400}', 'Line 3: label: A label must be a digit from 0 to 9, found Infinity'],
  ['{"label":7}', 'Line 3: a line must have strokes or pixels, found neither'],
  ['{"label":7,"strokes":[]}', 'Line 3: strokes must have at least 1 point, found none'],
  ['{"label":7,"strokes":[[[0,"a"]]]}', 'Line 3: strokes.0.0.1: '],
  ['{"label":7,"strokes":[[[0,1,2]]]}', 'Line 3: strokes.0.0.2: '],
  ['{"label":7,"strokes":[[[0,1e999]]]}', 'Line 3: strokes.0.0.1: A coordinate must be a finite'],
  ['{"label":7,"pixels":"????"}', 'Line 3: pixels: Pixels must be base64, found "????"'],
  ['{"label":7,"__proto__":{"x":1}}', 'Line 3: the key __proto__ is not allowed'],
  [`{"label":7,"note":"${'x'.repeat(1e6)}"}`, 'Line 3: a line must have at most 1,000,000 char'],
  [
    `{"label":7,"strokes":[[${'[1,2],'.repeat(20_000)}[1,2]]]}`,
    'Line 3: strokes: A drawing has at most 20,000 points',
  ],
])(
  'line %#, which is wrong, is refused by number, field, value and rule, and nothing is kept',
  async (line, message) => {
    const core = quiet()
    const reply = await core.answer('handwriting.import', {
      lines: [good, '', line, good].join('\n'),
    })
    expect(reply).toMatchObject({
      ok: false,
      code: 'bad-input',
      message: expect.stringContaining(message) as string,
    })
    if (!reply.ok) expect(reply.message.length).toBeLessThan(300)
    expect(await core.ask('handwriting.count', {})).toEqual({ count: 0 })
    expect(({} as { x?: number }).x).toBeUndefined()
  },
)

test('more than 10,000 drawings are refused before any of them is read', async () => {
  const core = quiet()
  const lines = [good, ...Array.from({ length: 10_000 }, () => 'nonsense')].join('\n')
  expect(await core.answer('handwriting.import', { lines })).toMatchObject({
    ok: false,
    code: 'conflict',
    message: 'My handwriting keeps at most 10,000 drawings; it has 0, and 10001 more are too many',
  })
  expect(await core.ask('handwriting.count', {})).toEqual({ count: 0 })
})

test.runIf(hasPenDigits)(
  'strokes that people wrote with a pen are imported as they lie in their file',
  async () => {
    const core = quiet()
    const all = gunzipSync(readFileSync(penDigitsFile)).toString().split('\n')
    const lines = all.slice(0, 300).join('\n')
    expect(await core.ask('handwriting.import', { lines })).toMatchObject({ added: 300 })
    const kept = await core.ask('handwriting.list', {})
    const [first] = all.map((line) => JSON.parse(line || '{}') as { label: number })
    expect(kept[0]).toMatchObject({ number: 1, label: first?.label })
  },
)

test('another core hears of drawings that are kept and relabelled', async () => {
  const dataDir = tempDir()
  const [here, there] = [1, 2].map(() => tempCore({ dataDir, worksQueue: false }))
  const counts: number[] = []
  there?.on('handwriting.changed', ({ count }) => counts.push(count))
  await here?.ask('handwriting.keep', { drawings })
  await expect.poll(() => counts).toEqual([10])
  await here?.ask('handwriting.relabel', { numbers: [1], label: 6 })
  await expect.poll(() => counts).toEqual([10, 10])
})
