import { floatsIn } from '../plain-model.ts'
import { refuse } from '../read-plain.ts'
import type { GraphProto, TensorProto } from './onnx_pb.js'

const float = 1

/** Numbers that a graph holds, by their names; nothing is copied before its size was found right. */
export type Initializers = ReadonlyMap<string, TensorProto>

/** Throws for tensors that are sparse, lie in another file, are not float32, or have other bytes than their shape. */
export function initializersOf({ initializer, sparseInitializer }: GraphProto): Initializers {
  if (sparseInitializer.length > 0) refuse('sparse tensors', 'none', sparseInitializer.length)
  const byName = new Map(initializer.map((tensor) => [tensor.name, tensor]))
  if (byName.size < initializer.length)
    refuse('names of tensors', 'different from each other', 'two')
  for (const tensor of initializer) checkTensor(tensor)
  return byName
}

function checkTensor(tensor: TensorProto): void {
  const { name, dataType, dims, rawData, floatData, externalData, dataLocation } = tensor
  if (externalData.length > 0 || dataLocation !== 0)
    refuse(`data of ${name}`, 'within the file', 'another place')
  if (dataType !== float) refuse(`data type of ${name}`, String(float), dataType)
  const count = dims.reduce((a, b) => a * b, 1n)
  const held = rawData.length > 0 ? rawData.length / 4 : floatData.length
  if (count !== BigInt(Math.ceil(held)) || !Number.isInteger(held))
    refuse(`numbers of ${name}`, String(count), held)
}

/** The numbers of a tensor with so many dimensions. */
export function floatsOf(
  weights: Initializers,
  name: string,
  dimensions: number,
): { readonly dims: readonly number[]; readonly values: () => Float32Array } {
  const tensor = weights.get(name) ?? refuse(`tensor ${name}`, 'among the initializers', 'nothing')
  const { dims, rawData, floatData } = tensor
  if (dims.length !== dimensions) refuse(`dimensions of ${name}`, String(dimensions), dims.length)
  return {
    dims: dims.map(Number),
    values: () => (rawData.length > 0 ? floatsIn(rawData) : Float32Array.from(floatData)),
  }
}

/** The one number of a tensor, or undefined where it is none or has more. */
export function scalarOf(weights: Initializers, name: string | undefined): number | undefined {
  const tensor = name === undefined ? undefined : weights.get(name)
  if (!tensor || tensor.dims.some((size) => size !== 1n)) return undefined
  const [value] = floatsOf(weights, tensor.name, tensor.dims.length).values()
  return value
}
