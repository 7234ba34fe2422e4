import { joined, layerShapes, parameterCount, type NetworkSize } from '../network.ts'
import type { Units } from './units.ts'

/** How a list of numbers is divided between parts, and put together again. */
interface Way {
  readonly take: (list: Float32Array, units: Units) => Float32Array
  /** Writes the list of a part to its place in that of all. */
  readonly put: (whole: Float32Array, list: Float32Array, units: Units) => void
}

/** A row has a number for each unit. */
export const byColumns: Way = {
  take: (list, { from, to, of }) => {
    const width = to - from
    const rows = list.length / of
    const taken = new Float32Array(rows * width)
    for (let row = 0; row < rows; row += 1)
      taken.set(list.subarray(row * of + from, row * of + to), row * width)
    return taken
  },
  put: (whole, list, { from, to, of }) => {
    const width = to - from
    for (let row = 0; row * of < whole.length; row += 1)
      whole.set(list.subarray(row * width, (row + 1) * width), row * of + from)
  },
}

/** Each unit has a row. */
export const byRows: Way = {
  take: (list, { from, to, of }) => list.slice((from * list.length) / of, (to * list.length) / of),
  put: (whole, list, { from, of }) => {
    whole.set(list, (from * whole.length) / of)
  },
}

/** What only the first part has; the others have zeros in its place. */
const byTheFirst: Way = {
  take: (list, { from }) => (from === 0 ? list.slice() : new Float32Array(list.length)),
  put: (whole, list, { from }) => {
    if (from === 0) whole.set(list)
  },
}

/** Of a network with one hidden layer: matrix and biases of the hidden layer, then of the last. */
const ways: readonly Way[] = [byColumns, byColumns, byRows, byTheFirst]

/** Numbers of a network, `each` lists for every matrix and every list of biases, as in a checkpoint. */
export interface Kept {
  readonly size: NetworkSize
  readonly each: number
}

/** The lists of numbers that lie one after another, with the way in which each is divided. */
function listsOf({ size, each }: Kept, values: Float32Array) {
  let at = 0
  return layerShapes(size)
    .flatMap(({ inputs, outputs }) => [inputs * outputs, outputs])
    .flatMap((length, parameter) =>
      Array.from({ length: each }, () => ({
        way: ways[parameter] ?? byTheFirst,
        list: values.subarray(at, (at += length)),
      })),
    )
}

/** What a part gets of the numbers of the whole network. */
export function takePart(kept: Kept, bytes: Uint8Array, units: Units): Uint8Array {
  const expected = 4 * kept.each * parameterCount(kept.size)
  if (bytes.length !== expected)
    throw new RangeError(
      `${String(bytes.length)} bytes for a network's numbers, expected ${String(expected)}`,
    )
  const values = new Float32Array(bytes.slice().buffer)
  return joined(listsOf(kept, values).map(({ way, list }) => way.take(list, units)))
}

/** The numbers of a part. */
export interface PartNumbers {
  readonly size: NetworkSize
  readonly units: Units
  readonly values: Float32Array
}

/** The numbers of the whole network, from those of all its parts. */
export function joinParts(kept: Kept, parts: readonly PartNumbers[]): Uint8Array {
  const whole = new Float32Array(kept.each * parameterCount(kept.size))
  const places = listsOf(kept, whole)
  for (const { size, units, values } of parts)
    listsOf({ size, each: kept.each }, values).forEach(({ way, list }, index) => {
      const place = places[index]
      if (place !== undefined) way.put(place.list, list, units)
    })
  return new Uint8Array(whole.buffer)
}
