import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrationError, calibrationOf } from '../../../electron/core/evaluation/calibration.ts'
import { chooseImages } from '../../../electron/core/evaluation/choose-images.ts'
import { classScores, confusionOf } from '../../../electron/core/evaluation/confusion.ts'
import { errorBoard, inPile } from '../../../electron/core/evaluation/error-board.ts'
import { hardestOf } from '../../../electron/core/evaluation/hardest.ts'
import { wilsonInterval } from '../../../electron/core/evaluation/wilson.ts'
import { errorPiles } from '../../../electron/contract/evaluations.ts'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)
const floats = (...values: readonly number[]) => Float32Array.from(values)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const classes = 4
const label = fc.nat(classes - 1)
const probability = fc.double({ min: 0, max: 1, noNaN: true })

/** Images with their labels, each read by two runs. */
const reading = fc
  .array(fc.record({ label, a: label, b: label, confidence: probability, truth: probability }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((images) => ({
    labels: Uint8Array.from(images, (image) => image.label),
    a: Uint8Array.from(images, ({ a }) => a),
    b: Uint8Array.from(images, ({ b }) => b),
    confidence: Float32Array.from(images, (image) => image.confidence),
    truth: Float32Array.from(images, (image) => image.truth),
  }))

describe('a confusion matrix', () => {
  test('has a row a true class and a column an answer', () => {
    const counts = confusionOf(bytes(0, 0, 1, 2, 2, 2), bytes(0, 1, 1, 2, 2, 0), 3)
    expect(counts).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 2],
    ])
  })

  test('has every image once: rows add up to the images of a class, columns to its answers', () => {
    fc.assert(
      fc.property(reading, ({ labels, a }) => {
        const counts = confusionOf(labels, a, classes)
        counts.forEach((row, at) => {
          expect(sum(row)).toBe(labels.filter((other) => other === at).length)
          expect(sum(counts.map((other) => other[at] ?? 0))).toBe(
            a.filter((answer) => answer === at).length,
          )
        })
        const right = labels.filter((truth, place) => truth === a[place]).length
        expect(sum(counts.map((row, at) => row[at] ?? 0))).toBe(right)
      }),
    )
  })

  test('gives precision, recall and their harmonic mean of each class', () => {
    const [zero, one, two, three] = classScores([
      [8, 2, 0, 0],
      [0, 5, 5, 0],
      [0, 0, 0, 0],
      [1, 0, 0, 0],
    ])
    expect(zero).toEqual({ images: 10, precision: 8 / 9, recall: 0.8, f1: 16 / 19 })
    expect(one).toEqual({ images: 10, precision: 5 / 7, recall: 0.5, f1: 10 / 17 })
    // Never there, but named; there, but never named.
    expect(two).toEqual({ images: 0, precision: 0, recall: null, f1: 0 })
    expect(three).toEqual({ images: 1, precision: null, recall: 0, f1: 0 })
    expect(classScores([[0]])).toEqual([{ images: 0, precision: null, recall: null, f1: null }])
  })
})

describe('calibration', () => {
  const sure = { confidence: floats(0.25, 0.75, 0.75, 0.75, 0.75, 1) }

  test('compares how sure answers were with how often they were right, by tenths', () => {
    const bins = calibrationOf({
      ...sure,
      labels: bytes(0, 1, 1, 1, 1, 1),
      predicted: bytes(0, 1, 1, 1, 0, 1),
    })
    expect(bins).toHaveLength(10)
    expect(bins[0]).toEqual({ from: 0, to: 0.1, images: 0, confidence: null, right: null })
    expect(bins[2]).toEqual({ from: 0.2, to: 0.3, images: 1, confidence: 0.25, right: 1 })
    expect(bins[7]).toEqual({ from: 0.7, to: 0.8, images: 4, confidence: 0.75, right: 0.75 })
    expect(bins[9]).toEqual({ from: 0.9, to: 1, images: 1, confidence: 1, right: 1 })
    expect(calibrationError(bins)).toBeCloseTo(0.75 / 6, 12)
  })

  test('has each image in one bin, whose confidence lies within it; its error is a share', () => {
    fc.assert(
      fc.property(reading, ({ labels, a, confidence }) => {
        const bins = calibrationOf({ labels, predicted: a, confidence })
        expect(sum(bins.map(({ images }) => images))).toBe(labels.length)
        for (const bin of bins) {
          if (bin.confidence === null) continue
          expect(bin.confidence).toBeGreaterThanOrEqual(bin.from - 1e-7)
          expect(bin.confidence).toBeLessThanOrEqual(bin.to + 1e-7)
        }
        expect(calibrationError(bins)).toBeGreaterThanOrEqual(0)
        expect(calibrationError(bins)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe("Wilson's interval", () => {
  test.each([
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is what was published', (count, of, low, high) => {
    const interval = wilsonInterval(count, of)
    expect(interval[0]).toBeCloseTo(low, 4)
    expect(interval[1]).toBeCloseTo(high, 4)
  })

  test('lies around its share, within 0 and 1, and mirrors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), (of, some) => {
        const count = some % (of + 1)
        const [low, high] = wilsonInterval(count, of)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(count / of)
        expect(high).toBeGreaterThanOrEqual(count / of)
        expect(wilsonInterval(of - count, of)[0]).toBeCloseTo(1 - high, 12)
      }),
    )
  })
})

describe('an error board', () => {
  const readings = {
    labels: bytes(0, 1, 2, 3, 3),
    a: bytes(0, 0, 2, 1, 3),
    b: bytes(0, 1, 1, 2, 0),
  }

  test('counts what B has fixed, what it has broken, and what both read wrong', () => {
    expect(errorBoard(readings)).toEqual({
      images: 5,
      bothRight: 1,
      fixed: 1,
      broken: 2,
      bothWrong: 1,
    })
    expect(inPile(readings, 'fixed')).toEqual([1])
    expect(inPile(readings, 'broken')).toEqual([2, 4])
    expect(inPile(readings, 'both-wrong')).toEqual([3])
  })

  test('has every image once, and exchanges fixed and broken with its runs', () => {
    fc.assert(
      fc.property(reading, ({ labels, a, b }) => {
        const board = errorBoard({ labels, a, b })
        const { images, bothRight, fixed, broken, bothWrong } = board
        expect(bothRight + fixed + broken + bothWrong).toBe(images)
        expect(errorBoard({ labels, a: b, b: a })).toEqual({
          ...board,
          fixed: broken,
          broken: fixed,
        })
        const wrongOfA = labels.filter((truth, place) => truth !== a[place]).length
        expect(fixed + bothWrong).toBe(wrongOfA)
        const piles = errorPiles.map((pile) => inPile({ labels, a, b }, pile).length)
        expect(piles).toEqual([fixed, broken, bothWrong])
      }),
    )
  })
})

describe('images of an evaluation', () => {
  const readings = {
    labels: bytes(4, 4, 4, 9, 4),
    predicted: bytes(9, 4, 9, 9, 9),
    confidence: floats(0.6, 0.9, 0.8, 0.7, 0.6),
    truth: floats(0.3, 0.9, 0.1, 0.7, 0.2),
  }
  const choose = (choice: Partial<Parameters<typeof chooseImages>[1]>) =>
    chooseImages(readings, {
      true: undefined,
      predicted: undefined,
      which: 'all',
      order: 'file',
      ...choice,
    })

  test('are those of a true class, of an answer, or of both', () => {
    expect(choose({})).toEqual([0, 1, 2, 3, 4])
    expect(choose({ true: 4 })).toEqual([0, 1, 2, 4])
    expect(choose({ predicted: 9 })).toEqual([0, 2, 3, 4])
    expect(choose({ true: 4, predicted: 9 })).toEqual([0, 2, 4])
    expect(choose({ true: 9, predicted: 4 })).toEqual([])
  })

  test('are right or wrong', () => {
    expect(choose({ which: 'right' })).toEqual([1, 3])
    expect(choose({ which: 'wrong' })).toEqual([0, 2, 4])
  })

  test('are sorted, equals in the order of the set', () => {
    expect(choose({ order: 'surest' })).toEqual([1, 2, 3, 0, 4])
    expect(choose({ order: 'least-sure' })).toEqual([0, 4, 3, 2, 1])
    expect(choose({ order: 'hardest' })).toEqual([2, 4, 0, 3, 1])
  })
})

describe('the hardest images', () => {
  const runs = [
    { predicted: bytes(1, 1, 0, 2), confidence: floats(), truth: floats(0.2, 0.9, 0.5, 0) },
    { predicted: bytes(2, 1, 0, 2), confidence: floats(), truth: floats(0.4, 0.9, 0.5, 0.2) },
    { predicted: bytes(2, 1, 1, 2), confidence: floats(), truth: floats(0.3, 0.9, 0.2, 0.1) },
  ]

  test('are those most runs read wrong, then those with the least probability of the true class', () => {
    const hard = hardestOf(bytes(0, 1, 1, 1), runs, false)
    expect(hard.map(({ place, wrong, commonest }) => ({ place, wrong, commonest }))).toEqual([
      { place: 3, wrong: 3, commonest: 2 },
      { place: 0, wrong: 3, commonest: 2 },
      { place: 2, wrong: 2, commonest: 0 },
    ])
    expect(hard.map(({ truth }) => truth)).toEqual([
      expect.closeTo(0.1, 6),
      expect.closeTo(0.3, 6),
      expect.closeTo(0.4, 6),
    ])
  })

  test('can be those alone that every run reads wrong', () => {
    const hard = hardestOf(bytes(0, 1, 1, 1), runs, true)
    expect(hard.map(({ place }) => place)).toEqual([3, 0])
  })
})
