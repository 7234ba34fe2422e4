import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  Drawing,
  preparationSteps,
  type Pixels,
  type Strokes,
} from '../../electron/contract/digits.ts'
import { centreOfMass } from '../../electron/core/centre.ts'
import { fromPixels } from '../../electron/core/pixels.ts'
import { prepare, prepareDrawing, stagesOf } from '../../electron/core/prepare-drawing.ts'
import { tenDrawings } from '../fixtures/strokes.ts'

type Switches = Partial<Record<(typeof preparationSteps)[number], boolean>>

const drawn = (strokes: Strokes, steps: Switches = {}, padSide = 100): Drawing =>
  v.parse(Drawing, { kind: 'strokes', strokes, steps, padSide })

function imageOf(drawing: Drawing): Uint8Array {
  const { pixels } = prepare(drawing)
  if (pixels === null) throw new Error('No ink')
  return fromPixels(pixels)
}

/** First and last row or column with ink of at least half brightness. */
function inkBox(image: Uint8Array) {
  const lit = [...image.keys()].filter((at) => (image[at] ?? 0) >= 128)
  const columns = lit.map((at) => at % 28)
  const rows = lit.map((at) => Math.floor(at / 28))
  return {
    left: Math.min(...columns),
    right: Math.max(...columns),
    top: Math.min(...rows),
    bottom: Math.max(...rows),
  }
}

/** An L of 30 × 60 in the upper left of a pad of 100. */
const corner: Strokes = [
  [
    [10, 10],
    [10, 70],
    [40, 70],
  ],
]

test('with every step a drawing is prepared as it always was, to the bit', () => {
  const hash = createHash('sha256')
  for (const { strokes } of tenDrawings()) {
    const { pixels } = prepareDrawing(strokes)
    expect(prepare(drawn(strokes)).pixels).toBe(pixels)
    hash.update(pixels ?? '')
  }
  expect(hash.digest('hex')).toBe(
    'a5a3709283c6d573ea4e655d17ec30d2ae991e4250576310913a4e81e1d37a40',
  )
})

describe('a step that is left out', () => {
  test('crop: the pad counts, and ink stays where it is on it', () => {
    const image = imageOf(drawn(corner, { crop: false, fit: false, centre: false }))
    const { left, right, top, bottom } = inkBox(image)
    expect([left, right, top, bottom]).toEqual([2, 11, 2, 20])
  })

  test('fit: the ink is stretched to all of the image', () => {
    const image = imageOf(drawn(corner, { fit: false, centre: false }))
    expect(inkBox(image)).toEqual({ left: 0, right: 27, top: 0, bottom: 27 })
  })

  test('centre: the box is in the middle, not the mass', () => {
    const image = imageOf(drawn(corner, { centre: false }))
    const { left, right, top, bottom } = inkBox(image)
    expect([left + right, top + bottom]).toEqual([27, 27])
    expect(centreOfMass(image).y).toBeGreaterThan(16)
    expect(Math.abs(centreOfMass(imageOf(drawn(corner))).y - 14.5)).toBeLessThanOrEqual(0.55)
  })

  test('soften: pixels are black or white', () => {
    const grey = imageOf(drawn(corner))
    const hard = imageOf(drawn(corner, { soften: false }))
    expect([...hard]).toEqual([...grey].map((value) => (value < 128 ? 0 : 255)))
  })
})

describe('the stages of a drawing', () => {
  const every = Array.from({ length: 16 }, (_, index) =>
    Object.fromEntries(preparationSteps.map((step, at) => [step, (index & (1 << at)) !== 0])),
  )
  test.each(every)('are the pictures after each step that is taken: %j', (switches) => {
    const { stages, pixels } = stagesOf(drawn(corner, switches))
    expect(stages.map(({ step }) => step)).toEqual(
      preparationSteps.filter((step) => switches[step]),
    )
    const last: Pixels | null = stages.at(-1)?.pixels ?? pixels
    expect(last).toBe(pixels)
    expect(new Set(stages.map((stage) => stage.pixels)).size).toBe(stages.length)
  })

  test('of an empty one are none', () => {
    expect(stagesOf(drawn([[]]))).toEqual({
      pixels: null,
      remark: 'The drawing is empty.',
      stages: [],
    })
  })

  test('of a picture are none, since it has taken all of them', () => {
    const pixels = Buffer.alloc(784, 7).toString('base64')
    expect(stagesOf({ kind: 'picture', pixels })).toEqual({ pixels, remark: null, stages: [] })
  })
})

describe('where the pad counts', () => {
  test('ink outside of it is cut off', () => {
    const inside: Strokes = [
      [
        [10, 50],
        [90, 50],
      ],
    ]
    const beyond: Strokes = [...inside, [[-500, -500]], [[1e300, -1e300]]]
    const whole = { crop: false, fit: false, centre: false }
    expect(imageOf(drawn(beyond, whole))).toEqual(imageOf(drawn(inside, whole)))
  })

  test('a line that leaves it on both sides crosses it', () => {
    const image = imageOf(
      drawn(
        [
          [
            [-1e200, 50],
            [1e200, 50],
          ],
        ],
        { crop: false, fit: false },
      ),
    )
    expect(inkBox(image)).toMatchObject({ left: 0, right: 27 })
  })

  test.each([
    [[[[300, 300]]], 100],
    [[[[1, 1]]], 1e-300],
  ] satisfies [Strokes, number][])('%j on a pad of %d is no ink on it', (strokes, padSide) => {
    expect(prepare(drawn(strokes, { crop: false }, padSide))).toEqual({
      pixels: null,
      remark: 'No ink is on the pad.',
    })
  })
})
