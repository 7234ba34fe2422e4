import { expect, test } from 'vitest'
import { mostSentBytes, type InspectedModel } from '../../../../electron/contract/imports.ts'
import { modelFacts } from '../../../../renderer/lib/model-import/model-facts.ts'
import {
  checkModelFile,
  isBundle,
  nameOfFile,
} from '../../../../renderer/lib/model-import/model-file.ts'

const model: InspectedModel = {
  format: 'onnx',
  fileName: 'letters.onnx',
  bytes: 1,
  sha256: '',
  rows: 8,
  columns: 6,
  classes: Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at)),
  layers: [
    { inputs: 48, units: 20, activation: 'tanh' },
    { inputs: 20, units: 26, activation: 'softmax' },
  ],
  parameters: 1526,
  pixels: 'byte',
  answer: 'probabilities',
  assumed: [],
}

test('what is in a model file is told in words', () => {
  expect(modelFacts(model).map(({ words }) => words)).toEqual([
    '48 → 20 → 26, tanh',
    '1,526',
    '8 × 6, pixels 0 to 255',
    'a, b, c, d, e, f, g, h, i, j, k, l and 14 more',
    'Probabilities',
  ])
})

const file = (size: number) => ({
  name: 'a.onnx',
  size,
  arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
})

test('a file that a page cannot send is refused before it is read, and the command that can is named', () => {
  expect(checkModelFile(file(0))).toBe('The file is empty.')
  expect(checkModelFile(file(mostSentBytes))).toBe('')
  expect(checkModelFile(file(mostSentBytes + 1))).toContain('digit-lab import FILE')
})

test('a run is called as its file, without the ending', () => {
  expect(nameOfFile('My model.v2.keras')).toBe('My model.v2')
  expect(nameOfFile('model')).toBe('model')
  expect(isBundle({ name: 'Runs.DIGITLAB' })).toBe(true)
  expect(isBundle({ name: 'digitlab.zip' })).toBe(false)
})
