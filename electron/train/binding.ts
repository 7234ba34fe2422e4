import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const requireHere = createRequire(import.meta.url)

type Values = Float32Array | Int32Array | Uint8Array

export interface Attribute {
  readonly name: string
  readonly type: number
  readonly value: boolean | number | string | readonly number[]
}

/**
 * The addon of tfjs-node: TensorFlow's eager operations on tensors that are known by number.
 * Every call blocks until its result is there.
 */
export interface Binding {
  /** A tensor over the array itself, which may not change while the tensor lives. */
  readonly createTensor: (shape: readonly number[], type: number, values: Values) => number
  readonly deleteTensor: (id: number) => void
  /** A copy. */
  readonly tensorDataSync: (id: number) => Values
  readonly executeOp: (
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ) => readonly { readonly id: number }[]
  readonly getNumOfTensors: () => number
  readonly TF_FLOAT: number
  readonly TF_INT32: number
  readonly TF_UINT8: number
  readonly TF_ATTR_STRING: number
  readonly TF_ATTR_BOOL: number
  readonly TF_ATTR_TYPE: number
  readonly TF_ATTR_SHAPE: number
  readonly TF_Version: string
}

/** File of the addon; TensorFlow itself is a library that it loads. */
export function bindingFile(): string {
  const folder = dirname(requireHere.resolve('@tensorflow/tfjs-node/package.json'))
  return join(folder, 'lib', 'napi-v8', 'tfjs_binding.node')
}

/**
 * Loads the addon alone: half the time and memory of loading it through tfjs-node.
 * From one file in one thread of a process only (tfjs#8388).
 */
export const loadBinding = (file: string = bindingFile()): Binding => requireHere(file) as Binding
