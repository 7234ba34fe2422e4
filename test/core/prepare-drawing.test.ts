import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Point, Strokes } from '../../electron/contract/digits.ts'
import { centreOfMass } from '../../electron/core/centre.ts'
import { fromPixels } from '../../electron/core/pixels.ts'
import { prepareDrawing } from '../../electron/core/prepare-drawing.ts'
import { hasPenDigits, penDigits, tenDrawings } from '../fixtures/strokes.ts'

function imageOf(strokes: Strokes): Uint8Array {
  const { pixels } = prepareDrawing(strokes)
  if (pixels === null) throw new Error('No ink')
  return fromPixels(pixels)
}

const largestDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0)

/** First and last row or column with ink of at least half brightness. */
function inkBox(image: Uint8Array) {
  const lit = [...image.keys()].filter((at) => (image[at] ?? 0) >= 128)
  const columns = lit.map((at) => at % 28)
  const rows = lit.map((at) => Math.floor(at / 28))
  return {
    width: Math.max(...columns) - Math.min(...columns) + 1,
    height: Math.max(...rows) - Math.min(...rows) + 1,
  }
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const coordinate = fc.integer({ min: 0, max: 1000 })
const stroke = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 20 })
const drawing = fc.array(stroke, { minLength: 1, maxLength: 5 })

describe('the image of a drawing stays within 2 of 255 when the same ink', () => {
  test('has another size or place', () => {
    const size = fc.double({ min: 0.001, max: 1000, noNaN: true })
    const shift = fc.double({ min: -1e5, max: 1e5, noNaN: true })
    fc.assert(
      fc.property(drawing, size, shift, shift, (strokes, factor, right, down) => {
        const moved = strokes.map((points) =>
          points.map(([x, y]): Point => [x * factor + right * factor, y * factor + down * factor]),
        )
        expect(largestDifference(imageOf(moved), imageOf(strokes))).toBeLessThanOrEqual(2)
      }),
    )
  })

  test('comes in another order or direction', () => {
    const shuffled = drawing.chain((strokes) =>
      fc.record({
        strokes: fc.constant(strokes),
        reordered: fc.shuffledSubarray(strokes, {
          minLength: strokes.length,
          maxLength: strokes.length,
        }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ strokes, reordered }) => {
        const backwards = reordered.map((points) => points.toReversed())
        expect(largestDifference(imageOf(reordered), imageOf(strokes))).toBe(0)
        expect(largestDifference(imageOf(backwards), imageOf(strokes))).toBeLessThanOrEqual(2)
      }),
    )
  })

  test('is sampled more often or with repeats, or is cut into more strokes', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(drawing, share, (strokes, along) => {
        const sampled = strokes.map((points) =>
          points.flatMap((to, index): Point[] => {
            const from = points[index - 1] ?? to
            const between: Point = [
              from[0] + (to[0] - from[0]) * along,
              from[1] + (to[1] - from[1]) * along,
            ]
            return [between, to, to]
          }),
        )
        const cut = strokes.flatMap((points) =>
          points.length < 2 ? [points] : points.slice(1).map((to, at) => [points[at] ?? to, to]),
        )
        expect(largestDifference(imageOf(sampled), imageOf(strokes))).toBeLessThanOrEqual(2)
        expect(largestDifference(imageOf(cut), imageOf(strokes))).toBeLessThanOrEqual(2)
      }),
    )
  })

  test('is symmetric and drawn on a coarse grid', () => {
    const ring = (radius: number, snap: number): Strokes => [
      Array.from({ length: 65 }, (_, index): Point => {
        const angle = (index / 64) * 2 * Math.PI
        const at = (value: number) => Math.round((radius * value) / snap) * snap
        return [at(Math.cos(angle)), at(Math.sin(angle))]
      }),
    ]
    expect(
      largestDifference(imageOf(ring(1, 1e-9)), imageOf(ring(300, 0.001))),
    ).toBeLessThanOrEqual(2)
  })
})

describe('a drawing is made as MNIST was', () => {
  test.each(tenDrawings())(
    'a made-up $label fills the box and is centred by mass',
    ({ strokes }) => {
      const image = imageOf(strokes)
      const { width, height } = inkBox(image)
      expect(Math.max(width, height)).toBe(20)
      const middle = centreOfMass(image)
      expect(Math.abs(middle.x - 14.5)).toBeLessThanOrEqual(0.55)
      expect(Math.abs(middle.y - 14.5)).toBeLessThanOrEqual(0.55)
    },
  )

  test('the aspect ratio is kept', () => {
    const box: Strokes = [
      [
        [0, 0],
        [0, 200],
        [100, 200],
        [100, 0],
        [0, 0],
      ],
    ]
    const { width, height } = inkBox(imageOf(box))
    expect(height).toBe(20)
    expect(width).toBeGreaterThanOrEqual(11)
    expect(width).toBeLessThanOrEqual(12)
  })

  test('a straight line has no width of its own', () => {
    for (const line of [
      [
        [5, 0],
        [5, 90],
      ],
      [
        [0, 5],
        [90, 5],
      ],
    ] satisfies Strokes) {
      const { width, height } = inkBox(imageOf([line]))
      expect([Math.min(width, height), Math.max(width, height)]).toEqual([2, 20])
    }
  })

  test.skipIf(!hasPenDigits)('pen digits are about as bright and large as those of MNIST', () => {
    const images = penDigits().map(({ strokes }) => imageOf(strokes))
    const brightness = mean(images.map((image) => mean([...image])))
    expect(brightness).toBeGreaterThan(34)
    expect(brightness).toBeLessThan(35)
    expect(mean(images.map((image) => inkBox(image).height))).toBeGreaterThan(19)
  })
})

describe('an unusual drawing is answered', () => {
  test.each([[[]], [[[]]], [[[], []]]] satisfies Strokes[][])('%j has no ink', (strokes) => {
    expect(prepareDrawing(strokes)).toEqual({ pixels: null, remark: 'The drawing is empty.' })
  })

  test('a single dot is a dot, wherever it is and however often it was tapped', () => {
    const dot = imageOf([[[7, 9]]])
    expect(inkBox(dot)).toEqual({ width: 2, height: 2 })
    expect(
      imageOf([
        [
          [-1e300, 0.1],
          [-1e300, 0.1],
        ],
        [[-1e300, 0.1]],
      ]),
    ).toEqual(dot)
  })

  test('numbers at the ends of what a float holds still make a picture', () => {
    const line = imageOf([
      [
        [0, 0],
        [90, 0],
      ],
    ])
    const far = Number.MAX_VALUE
    expect(
      imageOf([
        [
          [-far, 0],
          [far, 0],
        ],
      ]),
    ).toEqual(line)
    expect(
      imageOf([
        [
          [0, 0],
          [Number.MIN_VALUE, 0],
        ],
      ]).some((value) => value > 0),
    ).toBe(true)
  })

  test('20,000 points across the whole box are drawn', () => {
    const zigzag = Array.from({ length: 20_000 }, (_, index): Point => [
      index % 2 === 0 ? 0 : 1000,
      (index * 7919) % 1000,
    ])
    expect(imageOf([zigzag]).filter((value) => value === 255).length).toBeGreaterThanOrEqual(300)
  })

  test('two digits side by side are one wide picture', () => {
    const [first, second] = tenDrawings().map(({ strokes }) => strokes)
    const right = (second ?? []).map((points) => points.map(([x, y]): Point => [x + 200, y]))
    expect(inkBox(imageOf([...(first ?? []), ...right])).width).toBe(20)
  })
})
