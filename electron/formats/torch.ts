import { Buffer } from 'node:buffer'
import type { PlainModel } from './plain-model.ts'
import { stateDict, type NamedTensor } from './state-dict.ts'
import { zipped } from './zip.ts'

// A state_dict as `torch.save` writes it: a zip of a pickle that describes the tensors, and their data a file each.
// The pickle is protocol 2 (docs.python.org/3/library/pickletools.html) and names nothing but what
// `torch.load(weights_only=True)` allows.

/** The file for PyTorch: `OrderedDict` of `fc1.weight`, `fc1.bias` … */
export function torchStateDict(model: PlainModel): Uint8Array {
  const tensors = stateDict(model)
  const data = tensors.map(({ bytes }, index) => [`model/data/${String(index)}`, bytes] as const)
  return zipped({
    'model/data.pkl': pickle(tensors),
    'model/byteorder': new TextEncoder().encode('little'),
    ...Object.fromEntries(data),
    'model/version': new TextEncoder().encode('3\n'),
  })
}

function pickle(tensors: readonly NamedTensor[]): Uint8Array {
  return Buffer.concat([
    Buffer.from([0x80, 2]),
    orderedDict(),
    op('('),
    ...tensors.map((tensor, index) => Buffer.concat([text(tensor.name), tensorOf(tensor, index)])),
    op('u'),
    op('.'),
  ])
}

const op = (code: string) => Buffer.from(code, 'latin1')
const global = (module: string, name: string) => op(`c${module}\n${name}\n`)
const orderedDict = () => Buffer.concat([global('collections', 'OrderedDict'), op(')R')])

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8')
  const head = Buffer.alloc(5, 'X')
  head.writeUInt32LE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

function whole(value: number): Buffer {
  const bytes = Buffer.alloc(5, 'J')
  bytes.writeInt32LE(value, 1)
  return bytes
}

const tuple = (...items: readonly Buffer[]) => Buffer.concat([op('('), ...items, op('t')])

/** `torch._utils._rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks)`. */
const tensorOf = ({ shape, bytes }: NamedTensor, index: number): Buffer =>
  Buffer.concat([
    global('torch._utils', '_rebuild_tensor_v2'),
    tuple(
      storage(index, bytes.length / 4),
      whole(0),
      tuple(...shape.map(whole)),
      tuple(...shape.map((_, axis) => whole(product(shape.slice(axis + 1))))),
      op('\x89'),
      orderedDict(),
    ),
    op('R'),
  ])

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1)

/** A persistent id: the data lies in a file of the zip. */
const storage = (index: number, count: number): Buffer =>
  Buffer.concat([
    tuple(
      text('storage'),
      global('torch', 'FloatStorage'),
      text(String(index)),
      text('cpu'),
      whole(count),
    ),
    op('Q'),
  ])
