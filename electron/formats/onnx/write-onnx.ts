import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { leakySlope } from '../../train/activation.ts'
import { bytesOfFloats, modelCard, type PlainModel } from '../plain-model.ts'
import { ModelProtoSchema, type NodeProtoSchema, type TensorProtoSchema } from './onnx_pb.js'

type Node = MessageInitShape<typeof NodeProtoSchema>
type Tensor = MessageInitShape<typeof TensorProtoSchema>

/** Every operator used here is the same since this version, and runtimes of 2022 on know it. */
const opset = 17
/** The first that belongs to that operator set (github.com/onnx/onnx, docs/Versioning.md). */
const irVersion = 8

export const inputName = 'pixels'
const float = 1
const attributeOf = { float: 1, int: 2 } as const

/** An ONNX model: takes any number of images as rows of pixels, gives a row an image. */
export function onnx(model: PlainModel, producer: { readonly version: string }): Uint8Array {
  const { rows, columns, classes, layers } = model
  const nodes = nodesOf(model)
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: BigInt(irVersion),
      opsetImport: [{ domain: '', version: BigInt(opset) }],
      producerName: 'digit-lab',
      producerVersion: producer.version,
      metadataProps: [{ key: 'model', value: JSON.stringify(modelCard(model)) }],
      graph: {
        name: 'digits',
        node: [...nodes],
        initializer: [
          ...layers.flatMap(tensorsOf),
          ...(layers.length > 1 && model.activation === 'gelu' ? geluConstants : []),
        ],
        input: [valueOf(inputName, rows * columns)],
        output: [valueOf(model.answer, classes.length)],
      },
    }),
  )
}

const valueOf = (name: string, size: number) => ({
  name,
  type: {
    tensorType: {
      elemType: float,
      shape: { dim: [{ dimParam: 'batch' }, { dimValue: BigInt(size) }] },
    },
  },
})

const floats = (name: string, dims: readonly number[], values: Float32Array): Tensor => ({
  name,
  dims: dims.map(BigInt),
  dataType: float,
  rawData: Uint8Array.from(bytesOfFloats(values)),
})

function tensorsOf(
  { shape, matrix, biases }: PlainModel['layers'][number],
  index: number,
): readonly Tensor[] {
  const number = String(index + 1)
  return [
    floats(`w${number}`, [shape.inputs, shape.outputs], matrix),
    floats(`b${number}`, [shape.outputs], biases),
  ]
}

function nodesOf(model: PlainModel): readonly Node[] {
  const { layers, activation, answer } = model
  const nodes = layers.flatMap((_, index) => {
    const number = String(index + 1)
    const isLast = index === layers.length - 1
    const sum = isLast && answer === 'logits' ? answer : `sum${number}`
    const input = index === 0 ? inputName : `hidden${String(index)}`
    const product: Node = {
      opType: 'Gemm',
      name: `layer${number}`,
      input: [input, `w${number}`, `b${number}`],
      output: [sum],
    }
    return isLast ? [product] : [product, ...activations[activation](sum, `hidden${number}`)]
  })
  if (answer === 'logits') return nodes
  return [...nodes, ...softmax(`sum${String(layers.length)}`, answer)]
}

const softmax = (from: string, to: string) =>
  one('Softmax', [{ name: 'axis', type: attributeOf.int, i: -1n }])(from, to)

type Operation = (from: string, to: string) => readonly Node[]

const one =
  (opType: string, attribute: Node['attribute'] = []): Operation =>
  (from, to) => [{ opType, name: to, input: [from], output: [to], attribute }]

const alpha = (value: number) => [{ name: 'alpha', type: attributeOf.float, f: value }]

/** x · (1 + erf(x / √2)) / 2, which is an operator of its own only from version 20 on. */
const gelu: Operation = (from, to) => [
  { opType: 'Mul', name: `${to}_scaled`, input: [from, 'root_half'], output: [`${to}_scaled`] },
  { opType: 'Erf', name: `${to}_erf`, input: [`${to}_scaled`], output: [`${to}_erf`] },
  { opType: 'Add', name: `${to}_share`, input: [`${to}_erf`, 'one'], output: [`${to}_share`] },
  { opType: 'Mul', name: `${to}_twice`, input: [from, `${to}_share`], output: [`${to}_twice`] },
  { opType: 'Mul', name: to, input: [`${to}_twice`, 'half'], output: [to] },
]

const geluConstants: readonly Tensor[] = [
  floats('root_half', [], Float32Array.of(Math.SQRT1_2)),
  floats('one', [], Float32Array.of(1)),
  floats('half', [], Float32Array.of(0.5)),
]

const activations: Readonly<Record<PlainModel['activation'], Operation>> = {
  relu: one('Relu'),
  'leaky-relu': one('LeakyRelu', alpha(leakySlope)),
  elu: one('Elu', alpha(1)),
  gelu,
  tanh: one('Tanh'),
  sigmoid: one('Sigmoid'),
}
