import { randomUUID } from 'node:crypto'
import type { Attribute, Binding } from './binding.ts'

/** Number of a tensor that TensorFlow holds. */
export type TensorId = number

/** TensorFlow's operations on float32 tensors, with an owner for every tensor they make. */
export interface Operations {
  readonly run: (name: string, inputs: readonly TensorId[]) => TensorId
  readonly product: (left: TensorId, right: TensorId, transposed?: 'left' | 'right') => TensorId
  /** An operation that only changes a variable; `flags` are its attributes to be set to true. */
  readonly change: (name: string, inputs: readonly TensorId[], flags?: readonly string[]) => void
  readonly tensor: (shape: readonly number[], values: Float32Array) => TensorId
  readonly scalar: (value: number) => TensorId
  /** Bytes as floats of the same value. */
  readonly floats: (shape: readonly number[], bytes: Uint8Array) => TensorId
  readonly values: (tensor: TensorId) => Float32Array
  /** A variable of its own memory; lives until `dispose`. */
  readonly variable: (shape: readonly number[], values: Float32Array) => TensorId
  readonly read: (variable: TensorId) => TensorId
  /** Frees what `work` made, except what `kept` picks from its result; that goes to the scope around. */
  readonly tidy: <T>(work: () => T, kept?: (result: T) => readonly TensorId[]) => T
  /** Frees the variables and what was made outside of any `tidy`. */
  readonly dispose: () => void
}

export function createOperations(binding: Binding): Operations {
  const flag = (name: string, value: boolean): Attribute => ({
    name,
    type: binding.TF_ATTR_BOOL,
    value,
  })
  const type = (name: string, value: number): Attribute => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value,
  })
  const text = (name: string, value: string): Attribute => ({
    name,
    type: binding.TF_ATTR_STRING,
    value,
  })
  const ofFloats = [type('T', binding.TF_FLOAT)]
  const storing = [type('dtype', binding.TF_FLOAT)]
  const casting = [type('SrcT', binding.TF_UINT8), type('DstT', binding.TF_FLOAT)]
  const multiplying = (transposed?: 'left' | 'right') => [
    flag('transpose_a', transposed === 'left'),
    flag('transpose_b', transposed === 'right'),
    ...ofFloats,
  ]
  const products = {
    none: multiplying(),
    left: multiplying('left'),
    right: multiplying('right'),
  }
  const variables: TensorId[] = []
  let scope: TensorId[] = []

  const own = (id: TensorId) => {
    scope.push(id)
    return id
  }
  const execute = (
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorId[],
    outputs: 0 | 1,
  ) => binding.executeOp(name, attributes, inputs, outputs)
  const one = (name: string, attributes: readonly Attribute[], inputs: readonly TensorId[]) => {
    const [made] = execute(name, attributes, inputs, 1)
    if (made === undefined) throw new Error(`TensorFlow's ${name} gave no result`)
    return made.id
  }
  const tensor = (shape: readonly number[], values: Float32Array) =>
    own(binding.createTensor(shape, binding.TF_FLOAT, values))
  const free = (ids: readonly TensorId[]) => {
    ids.forEach(binding.deleteTensor)
  }
  const tidy: Operations['tidy'] = (work, kept = () => []) => {
    const around = scope
    scope = []
    let leaving: readonly TensorId[] = []
    try {
      const result = work()
      leaving = kept(result)
      return result
    } finally {
      free(scope.filter((id) => !leaving.includes(id)))
      scope = around
      scope.push(...leaving)
    }
  }

  return {
    run: (name, inputs) => own(one(name, ofFloats, inputs)),
    product: (left, right, transposed) =>
      own(one('MatMul', products[transposed ?? 'none'], [left, right])),
    change: (name, inputs, flags = []) => {
      const attributes = [...ofFloats, ...flags.map((set) => flag(set, true))]
      execute(name, attributes, inputs, 0)
    },
    tensor,
    scalar: (value) => tensor([], Float32Array.of(value)),
    floats: (shape, bytes) =>
      own(one('Cast', casting, [own(binding.createTensor(shape, binding.TF_UINT8, bytes))])),
    values: (id) => binding.tensorDataSync(id) as Float32Array,
    variable: (shape, values) => {
      const handle = one(
        'VarHandleOp',
        [
          text('container', ''),
          text('shared_name', randomUUID()),
          ...storing,
          { name: 'shape', type: binding.TF_ATTR_SHAPE, value: shape },
        ],
        [],
      )
      variables.push(handle)
      // The variable may take over the memory of what is assigned to it, so it gets a copy.
      tidy(() => execute('AssignVariableOp', storing, [handle, tensor(shape, values.slice())], 0))
      return handle
    },
    read: (variable) => own(one('ReadVariableOp', storing, [variable])),
    tidy,
    dispose: () => {
      variables.forEach((handle) => execute('DestroyResourceOp', [], [handle], 0))
      free([...variables.splice(0), ...scope.splice(0)])
    },
  }
}
