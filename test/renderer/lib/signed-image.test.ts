import { expect, test } from 'vitest'
import { colourFrom, signedPixels, signedValues } from '../../../renderer/lib/signed-image.ts'

const colours = {
  ground: [255, 255, 255],
  line: [155, 155, 155],
  below: [200, 0, 0],
  above: [0, 0, 200],
} as const

const base64 = (bytes: readonly number[]) => Buffer.from(bytes).toString('base64')
const rgb = (values: readonly number[], under: string | null) =>
  [...signedPixels(Int8Array.from(values), colours, under)].filter((_, at) => at % 4 !== 3)

test('bytes are values of either sign', () => {
  const values = base64([0, 127, 129])
  expect([...signedValues({ values })]).toEqual([0, 127, -127])
})

test('the largest of either sign has its full hue, nothing has the ground', () => {
  expect(rgb([0, 127, -127], null)).toEqual([255, 255, 255, 0, 0, 200, 200, 0, 0])
})

test('a drawing shows through where values are small', () => {
  expect(rgb([0, 0, 127], base64([255, 0, 255]))).toEqual([155, 155, 155, 255, 255, 255, 0, 0, 200])
})

test('tokens are read in both of their forms', () => {
  expect(colourFrom('#1b2c3e')).toEqual([0x1b, 0x2c, 0x3e])
  expect(colourFrom('#fa0')).toEqual([0xff, 0xaa, 0])
})
