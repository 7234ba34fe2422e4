import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

const css = readFileSync(
  join(import.meta.dirname, '..', '..', 'renderer', 'styles', 'tokens.css'),
  'utf8',
)

/** The ten values of a token, in each block of the sheet that has them: light, and dark twice. */
function tensOf(token: 'run' | 'dash'): readonly (readonly string[])[] {
  const found = [...css.matchAll(new RegExp(`--${token}-(\\d+):\\s*([^;]+);`, 'g'))]
  return Array.from({ length: found.length / 10 }, (_, block) =>
    found.slice(block * 10, block * 10 + 10).map(([, , value]) => (value ?? '').trim()),
  )
}

/** Red, green and blue light from 0 to 1. */
function lightOf(hex: string): Triple {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return [red, green, blue]
}

const product = (matrix: Matrix, [x, y, z]: Triple): Triple => {
  const [a, b, c] = matrix
  const row = ([i, j, k]: Triple) => i * x + j * y + k * z
  return [row(a), row(b), row(c)]
}

/**
 * What people see who lack one kind of cone, of linear light: severity 1.0 in table 1 of Machado, Oliveira and
 * Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009.
 */
const visions = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Readonly<Record<string, Matrix>>

/** To cones and from their cube roots to OKLab: Björn Ottosson, "A perceptual color space for image processing", 2020. */
const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

function labOf(hex: string, vision: Matrix): Triple {
  const [red, green, blue] = product(vision, lightOf(hex)).map((light) =>
    Math.min(1, Math.max(0, light)),
  )
  const [l, m, s] = product(toCones, [red ?? 0, green ?? 0, blue ?? 0])
  return product(toLab, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)])
}

/** Of the two colours that are most alike, in hundredths of OKLab, whole; people tell about 2 apart side by side. */
function nearest(colours: readonly string[], vision: Matrix): number {
  const labs = colours.map((hex) => labOf(hex, vision))
  const distances = labs.flatMap((one, index) =>
    labs
      .slice(index + 1)
      .map((other) => Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)))),
  )
  return Math.round(100 * Math.min(...distances))
}

const [light = [], dark = [], darkAgain = []] = tensOf('run')

test('the dark theme has the same ten colours by choice and by system', () => {
  expect(dark).toHaveLength(10)
  expect(darkAgain).toEqual(dark)
})

describe.each([
  ['light', light],
  ['dark', dark],
])('the ten run colours of the %s theme', (_theme, colours) => {
  test.each([
    ['usual', 7],
    ['protan', 7],
    ['deutan', 7],
    ['tritan', 6],
  ] as const)('are apart for %s vision', (vision, least) => {
    expect(nearest(colours, visions[vision])).toBeGreaterThanOrEqual(least)
  })
})

test('no two of the ten have the same dashes', () => {
  const [dashes = []] = tensOf('dash')
  expect(dashes).toHaveLength(10)
  expect(new Set(dashes).size).toBe(10)
})
