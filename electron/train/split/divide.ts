import { joined, layerShapes, parameterCount, type NetworkSize } from '../network.ts'
import type { Units } from './units.ts'

/** How a list of numbers is divided between parts, and put together again. */
interface Way {
  readonly take: (list: Float32Array, units: Units) => Float32Array
  readonly join: (lists: readonly Float32Array[], units: readonly Units[]) => Float32Array
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
  join: (lists, units) => {
    const whole = new Float32Array(lists.reduce((sum, list) => sum + list.length, 0))
    units.forEach(({ from, to, of }, part) => {
      const width = to - from
      const list = lists[part] ?? none
      for (let row = 0; row * of < whole.length; row += 1)
        whole.set(list.subarray(row * width, (row + 1) * width), row * of + from)
    })
    return whole
  },
}

/** Each unit has a row. */
export const byRows: Way = {
  take: (list, { from, to, of }) => list.slice((from * list.length) / of, (to * list.length) / of),
  join: (lists) => new Float32Array(joined(lists).buffer),
}

/** What only the first part has; the others have zeros in its place. */
const byTheFirst: Way = {
  take: (list, { from }) => (from === 0 ? list.slice() : new Float32Array(list.length)),
  join: ([list = none]) => list.slice(),
}

const none = new Float32Array()

/** Of a network with one hidden layer: matrix and biases of the hidden layer, then of the last. */
const ways: readonly Way[] = [byColumns, byColumns, byRows, byTheFirst]

/** Numbers of a network, `each` lists for every matrix and every list of biases, as in a checkpoint. */
export interface Kept {
  readonly size: NetworkSize
  readonly each: number
}

function listsOf({ size, each }: Kept, bytes: Uint8Array): readonly (readonly Float32Array[])[] {
  const expected = 4 * each * parameterCount(size)
  if (bytes.length !== expected)
    throw new RangeError(
      `${String(bytes.length)} bytes for a network's numbers, expected ${String(expected)}`,
    )
  const values = new Float32Array(bytes.slice().buffer)
  let at = 0
  return layerShapes(size)
    .flatMap(({ inputs, outputs }) => [inputs * outputs, outputs])
    .map((length) => Array.from({ length: each }, () => values.subarray(at, (at += length))))
}

/** What a part gets of the numbers of the whole network. */
export const takePart = (kept: Kept, bytes: Uint8Array, units: Units): Uint8Array =>
  joined(
    listsOf(kept, bytes).flatMap((lists, parameter) =>
      lists.map((list) => ways[parameter]?.take(list, units) ?? none),
    ),
  )

/** A part as it is joined with others. */
export interface KeptPart extends Kept {
  readonly units: Units
  readonly bytes: Uint8Array
}

/** The numbers of the whole network, from those of all its parts in their order. */
export function joinParts(parts: readonly KeptPart[]): Uint8Array {
  const units = parts.map((part) => part.units)
  const lists = parts.map((part) => listsOf(part, part.bytes))
  const whole = ways.flatMap((way, parameter) =>
    Array.from({ length: parts[0]?.each ?? 0 }, (_, index) =>
      way.join(
        lists.map((ofPart) => ofPart[parameter]?.[index] ?? none),
        units,
      ),
    ),
  )
  return joined(whole)
}
