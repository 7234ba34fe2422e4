import * as v from 'valibot'
import { parseJsonText } from './json-text.ts'
import { floatsIn } from './plain-model.ts'
import { most, readModelOf, refuse, refuseIssue, type ReadModel } from './read-plain.ts'
import { layerOf, linearLayers } from './read-state-dict.ts'

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const Tensor = v.strictObject({
  dtype: v.string(),
  shape: v.pipe(v.array(whole), v.maxLength(4)),
  data_offsets: v.strictTuple([whole, whole]),
})
const Header = v.objectWithRest(
  { __metadata__: v.optional(v.record(v.string(), v.string())) },
  Tensor,
)

/** Reads a safetensors file of linear layers; `card` is what lies beside it, where it has none of its own. */
export function readSafetensors(bytes: Uint8Array, card?: unknown): ReadModel {
  const { header, data } = partsOf(bytes)
  const { __metadata__: metadata, ...entries } = header
  const tensors = Object.entries(entries).map(([name, { dtype, shape, data_offsets }]) => {
    if (dtype !== 'F32') refuse(`dtype of ${name}`, 'F32', dtype)
    const [from, to] = data_offsets
    const size = 4 * shape.reduce((a, b) => a * b, 1)
    if (to - from !== size) refuse(`bytes of ${name}`, String(size), to - from)
    return { name, shape, from, to }
  })
  const layers = linearLayers(tensors)
  checkCover(tensors, data.length)
  const floats = ({ from, to }: (typeof tensors)[number]) => floatsIn(data.subarray(from, to))
  const own = metadata?.['model']
  return readModelOf(
    layers.map(({ shape, weight, bias }) => layerOf(shape, floats(weight), floats(bias))),
    { card: own === undefined ? card : parseJsonText(own, '__metadata__.model') },
  )
}

function partsOf(bytes: Uint8Array) {
  if (bytes.length < 8) refuse('size of the file', 'at least 8 bytes', bytes.length)
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)
  const longest = Math.min(most.jsonBytes, bytes.length - 8)
  if (length > BigInt(longest)) refuse('length of the header', `at most ${String(longest)}`, length)
  const end = 8 + Number(length)
  const text = new TextDecoder().decode(bytes.subarray(8, end))
  const parsed = v.safeParse(Header, parseJsonText(text, 'header'), { abortEarly: true })
  if (!parsed.success) {
    return refuseIssue('header', parsed.issues[0])
  }
  return { header: parsed.output, data: bytes.subarray(end) }
}

/** The format allows neither gaps nor overlaps. */
function checkCover(
  tensors: readonly { readonly name: string; readonly from: number; readonly to: number }[],
  size: number,
): void {
  let at = 0
  for (const { name, from, to } of tensors.toSorted((a, b) => a.from - b.from)) {
    if (from !== at) refuse(`data_offsets of ${name}`, `from ${String(at)}`, from)
    at = to
  }
  if (at !== size) refuse('size of the data', String(at), size)
}
