import { leakySlope } from '../../train/activation.ts'
import type { LayerWeights } from '../../train/network.ts'
import { transposed, type PlainModel } from '../plain-model.ts'
import { refuse } from '../read-plain.ts'
import { floatsOf, scalarOf, type Initializers } from './initializers.ts'
import type { NodeProto } from './onnx_pb.js'

/** What one operator, or a few that belong together, does to the numbers of an image. */
export type Step =
  | {
      readonly kind: 'dense'
      readonly shape: LayerWeights['shape']
      /** Copies the weights, whose sizes are known to be right. */
      readonly read: () => LayerWeights
    }
  | { readonly kind: 'activation'; readonly name: PlainModel['activation'] }
  | { readonly kind: 'softmax' }
  | { readonly kind: 'nothing' }

/** A step, the operators it was made of, and the name of what comes out. */
export interface Found {
  readonly step: Step
  readonly nodes: readonly NodeProto[]
  readonly output: string
}

/** The step that takes `from`: one operator, or a product with its sum, or the five of a gelu. */
export function stepFrom(from: string, nodes: readonly NodeProto[], weights: Initializers): Found {
  const takers = nodes.filter(({ input }) => input.includes(from))
  const [node, ...more] = takers
  if (!node) return refuse('operators', 'one chain', `nothing that takes ${from}`)
  if (node.domain !== '' && node.domain !== 'ai.onnx')
    refuse(`domain of ${node.opType}`, 'of ONNX itself', node.domain)
  if (more.length > 0)
    return gelu(from, nodes, weights) ?? refuse('operators', 'one chain', takers.length)
  if (node.opType === 'MatMul') return product(node, nodes, weights)
  return { step: alone(node, weights), nodes: [node], output: onlyOutput(node) }
}

/** The step that is one operator. */
function alone(node: NodeProto, weights: Initializers): Step {
  switch (node.opType) {
    case 'Gemm':
      return gemm(node, weights)
    case 'Softmax':
      mustBe(node, 'axis', [-1, 1], -1)
      return { kind: 'softmax' }
    case 'Flatten':
      mustBe(node, 'axis', [1], 1)
      return { kind: 'nothing' }
    case 'Identity':
      return { kind: 'nothing' }
    default:
      return activationOf(node)
  }
}

function onlyOutput({ opType, output }: NodeProto): string {
  const [name] = output
  return name !== undefined && output.length === 1
    ? name
    : refuse(`outputs of ${opType}`, '1', output.length)
}

function number(node: NodeProto, name: string, usual: number): number {
  const attribute = node.attribute.find((given) => given.name === name)
  if (!attribute) return usual
  if (attribute.refAttrName !== '') refuse(`${name} of ${node.opType}`, 'a number', 'a reference')
  return attribute.type === 1 ? attribute.f : Number(attribute.i)
}

function mustBe(node: NodeProto, name: string, allowed: readonly number[], usual: number): number {
  const found = number(node, name, usual)
  if (!allowed.some((value) => Math.abs(value - found) < 1e-6))
    refuse(`${name} of ${node.opType}`, allowed.join(' or '), found)
  return found
}

/** x · W + b, or x · Wᵀ + b where `transB` says so. */
function gemm(node: NodeProto, weights: Initializers): Step {
  const isTurned = mustBe(node, 'transB', [0, 1], 0) === 1
  mustBe(node, 'transA', [0], 0)
  mustBe(node, 'alpha', [1], 1)
  mustBe(node, 'beta', [1], 1)
  const [, weight = '', bias = ''] = node.input
  return dense(weights, { weight, bias, isTurned })
}

function dense(
  weights: Initializers,
  { weight, bias, isTurned }: { weight: string; bias: string; isTurned: boolean },
): Step {
  const matrix = floatsOf(weights, weight, 2)
  const biases = floatsOf(weights, bias, 1)
  const [first = 0, second = 0] = matrix.dims
  const shape = isTurned ? { inputs: second, outputs: first } : { inputs: first, outputs: second }
  if (biases.dims[0] !== shape.outputs)
    refuse(`numbers of ${bias}`, String(shape.outputs), biases.dims[0])
  const turned = { inputs: shape.outputs, outputs: shape.inputs }
  return {
    kind: 'dense',
    shape,
    read: () => ({
      shape,
      matrix: isTurned ? transposed(matrix.values(), turned) : matrix.values(),
      biases: biases.values(),
    }),
  }
}

function product(node: NodeProto, nodes: readonly NodeProto[], weights: Initializers): Found {
  const between = onlyOutput(node)
  const sum = nodes.find(({ opType, input }) => opType === 'Add' && input.includes(between))
  if (!sum) return refuse('what follows MatMul', 'Add', 'something else')
  const bias = sum.input.find((name) => name !== between) ?? ''
  const [, weight = ''] = node.input
  return {
    step: dense(weights, { weight, bias, isTurned: false }),
    nodes: [node, sum],
    output: onlyOutput(sum),
  }
}

const operators = {
  Relu: 'relu',
  LeakyRelu: 'leaky-relu',
  Elu: 'elu',
  Gelu: 'gelu',
  Tanh: 'tanh',
  Sigmoid: 'sigmoid',
} as const satisfies Readonly<Record<string, PlainModel['activation']>>

const isActivation = (name: string): name is keyof typeof operators =>
  Object.hasOwn(operators, name)

function activationOf(node: NodeProto): Step {
  const { opType } = node
  if (!isActivation(opType))
    return refuse('operator', `Gemm, MatMul, Softmax, ${Object.keys(operators).join(', ')}`, opType)
  if (opType === 'LeakyRelu') mustBe(node, 'alpha', [leakySlope], 0.01)
  if (opType === 'Elu') mustBe(node, 'alpha', [1], 1)
  return { kind: 'activation', name: operators[opType] }
}

/** x · (1 + erf(x / √2)) / 2, in whatever order its factors are multiplied. */
function gelu(from: string, nodes: readonly NodeProto[], weights: Initializers): Found | undefined {
  const erf = nodes.find(({ opType }) => opType === 'Erf')
  const scaled = nodes.find(({ output }) => output[0] === erf?.input[0])
  const share = nodes.find(({ input }) => erf !== undefined && input.includes(erf.output[0] ?? ''))
  if (!erf || !scaled || !share) return undefined
  const rest = nodes.filter(
    ({ opType, input }) =>
      opType === 'Mul' && (input.includes(from) || input.includes(share.output[0] ?? '')),
  )
  const twice = rest.find((node) => node !== scaled)
  const half = nodes.find(
    ({ input }) => twice !== undefined && input.includes(twice.output[0] ?? ''),
  )
  if (!twice || !half) return undefined
  const factor = (node: NodeProto) =>
    node.input.map((name) => scalarOf(weights, name)).find((value) => value !== undefined)
  const scale = scaled.opType === 'Div' ? 1 / (factor(scaled) ?? 0) : factor(scaled)
  const isGelu = [
    [scale, Math.SQRT1_2],
    [factor(share), 1],
    [factor(half), 0.5],
  ].every(([found = 0, wanted = 0]) => Math.abs(found - wanted) < 1e-6)
  if (!isGelu) return undefined
  return {
    step: { kind: 'activation', name: 'gelu' },
    nodes: [scaled, erf, share, twice, half],
    output: onlyOutput(half),
  }
}
