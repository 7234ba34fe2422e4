import { parseJsonText } from './json-text.ts'
import { floatsIn } from './plain-model.ts'
import { readNpyHeader, readNpyText } from './read-npy.ts'
import { checkShapes, most, readModelOf, refuse, type ReadModel } from './read-plain.ts'
import { zipEntries } from './zip.ts'

/** More than the headers of an array have. */
const headerBytes = 1000

/** Reads `w1`, `b1`, `w2` … of a NumPy archive, and what `model` says of them. */
export function readNpz(zip: Uint8Array): ReadModel {
  const mostBytes = 4 * most.parameters + headerBytes
  const files = zipEntries(zip, { mostBytes, mostFiles: 2 * most.layers + 2 })
  const file = (name: string) => files.get(`${name}.npy`)
  const count = [...files.keys()].filter((name) => /^w\d+\.npy$/.test(name)).length
  const layers = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1)
    const weights = arrayOf(file(`w${number}`), `w${number}`, 2)
    const [inputs = 0, outputs = 0] = weights.shape
    const biases = arrayOf(file(`b${number}`), `b${number}`, 1)
    if (biases.shape[0] !== outputs)
      refuse(`shape of b${number}`, String(outputs), biases.shape.join(' × '))
    return { shape: { inputs, outputs }, weights, biases }
  })
  checkShapes(layers.map(({ shape }) => shape))
  const card = file('model')
  return readModelOf(
    layers.map(({ shape, weights, biases }) => ({
      shape,
      matrix: weights.values(),
      biases: biases.values(),
    })),
    card ? { card: parseJsonText(readNpyText(card, 'model'), 'model') } : {},
  )
}

function arrayOf(bytes: Uint8Array | undefined, name: string, dimensions: number) {
  if (!bytes) return refuse(name, 'there', 'nothing')
  const { descr, shape, start } = readNpyHeader(bytes, name)
  if (descr !== '<f4') refuse(`type of ${name}`, '<f4', descr)
  if (shape.length !== dimensions) refuse(`dimensions of ${name}`, String(dimensions), shape.length)
  const size = 4 * shape.reduce((a, b) => a * b, 1)
  if (bytes.length - start !== size) refuse(`size of ${name}`, String(size), bytes.length - start)
  return { shape, values: () => floatsIn(bytes.subarray(start)) }
}
