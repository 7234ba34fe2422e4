import { modelCard, type PlainModel } from './plain-model.ts'
import { stateDict, type NamedTensor } from './state-dict.ts'

/** Where the data begins is a multiple of it, so that it can be read in place. */
const alignment = 8

/**
 * PyTorch's names and shapes as a safetensors file: the length of its header (64 bits), the header as JSON, the data.
 * What the model takes and gives is in the header's metadata too. github.com/huggingface/safetensors, "Format".
 */
export function safetensors(model: PlainModel): Uint8Array {
  const tensors = stateDict(model)
  const header = headerOf(model, tensors)
  const bytes = new Uint8Array(8 + header.length + sizeOf(tensors))
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, 8)
  tensors.reduce((at, tensor) => {
    bytes.set(tensor.bytes, at)
    return at + tensor.bytes.length
  }, 8 + header.length)
  return bytes
}

const sizeOf = (tensors: readonly NamedTensor[]) =>
  tensors.reduce((sum, { bytes }) => sum + bytes.length, 0)

function headerOf(model: PlainModel, tensors: readonly NamedTensor[]): Uint8Array {
  let at = 0
  const entries = tensors.map(({ name, shape, bytes }) => {
    const from = at
    at += bytes.length
    return [name, { dtype: 'F32', shape, data_offsets: [from, at] }] as const
  })
  const metadata = { format: 'pt', model: JSON.stringify(modelCard(model)) }
  const text = new TextEncoder().encode(
    JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }),
  )
  const padded = new Uint8Array(Math.ceil(text.length / alignment) * alignment).fill(0x20)
  padded.set(text)
  return padded
}
