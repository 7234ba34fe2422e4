import { expect, test } from 'vitest'
import { dataLine, engineLine } from '../../../renderer/lib/engine-line.ts'

test('the engine in a few words', () => {
  expect(engineLine({ kind: 'native', version: '2.21.0', threads: 2, parts: 1 })).toBe(
    'TensorFlow 2.21, 2 threads',
  )
  expect(engineLine({ kind: 'wasm', version: '4.22.0', threads: 1, parts: 1 })).toBe(
    'WebAssembly 4.22, 1 thread',
  )
  expect(engineLine(null)).toBe('No engine works')
})

test('the data set in a few words', () => {
  const mnist = { id: 'mnist', name: 'MNIST', train: 60_000, test: 10_000, files: [] }
  expect(dataLine({ datasets: [mnist] })).toBe('MNIST, 70,000 images')
  expect(dataLine({ datasets: [] })).toBe('No data set')
  const own = { id: 'mine', train: 900, test: 100 }
  expect(dataLine({ datasets: [mnist] }, [mnist, own])).toBe('2 data sets, 71,000 images')
  expect(dataLine({ datasets: [mnist] }, [mnist])).toBe('MNIST, 70,000 images')
})
