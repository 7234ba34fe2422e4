import { fromBinary } from '@bufbuild/protobuf'
import { AppError } from '../../contract/errors.ts'
import type { PlainModel } from '../plain-model.ts'
import { parseJsonText } from '../json-text.ts'
import { checkShapes, most, readModelOf, refuse, type ReadModel } from '../read-plain.ts'
import { initializersOf } from './initializers.ts'
import { ModelProtoSchema, type GraphProto, type ModelProto } from './onnx_pb.js'
import { stepFrom, type Step } from './steps.ts'

/** More operators than a layer takes, times the layers. */
const mostNodes = 10 * most.layers

/** Reads a model of dense layers, each on the one before; every other operator is refused by its name. */
export function readOnnx(bytes: Uint8Array): ReadModel {
  const { graph, functions, metadataProps } = parsed(bytes)
  if (!graph) return refuse('graph', 'there', 'nothing')
  if (functions.length > 0) refuse('functions', 'none', functions.length)
  const steps = chainOf(graph)
  const { activation, answer } = orderOf(steps)
  const dense = steps.filter((step) => step.kind === 'dense')
  checkShapes(dense.map(({ shape }) => shape))
  const card = metadataProps.find(({ key }) => key === 'model')?.value
  return readModelOf(
    dense.map(({ read }) => read()),
    {
      ...(activation === undefined ? {} : { activation }),
      answer,
      ...(card === undefined ? {} : { card: parseJsonText(card, 'metadata, model') }),
    },
  )
}

function parsed(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false })
  } catch (error) {
    throw new AppError(
      'unreadable',
      'Not a model this application can read: it is not an ONNX file, or a damaged one',
      { cause: error },
    )
  }
}

/** The operators from the one input to the one output. */
function chainOf(graph: GraphProto): readonly Step[] {
  if (graph.node.length > mostNodes)
    refuse('number of operators', `at most ${String(mostNodes)}`, graph.node.length)
  const weights = initializersOf(graph)
  const inputs = graph.input.filter(({ name }) => !weights.has(name))
  if (inputs.length !== 1) refuse('number of inputs', '1', inputs.length)
  let from = inputs[0]?.name ?? ''
  let waiting: GraphProto['node'] = graph.node
  const steps: Step[] = []
  while (waiting.length > 0) {
    const { step, nodes, output } = stepFrom(from, waiting, weights)
    if (step.kind !== 'nothing') steps.push(step)
    waiting = waiting.filter((node) => !nodes.includes(node))
    from = output
  }
  const outputs = graph.output.map(({ name }) => name)
  if (outputs.join() !== from) refuse('outputs', from, outputs.join(', '))
  return steps
}

/** Dense layers with an activation between each two, and a softmax or nothing at the end. */
function orderOf(steps: readonly Step[]): {
  /** Undefined without a hidden layer. */
  readonly activation: PlainModel['activation'] | undefined
  readonly answer: PlainModel['answer']
} {
  const hasSoftmax = steps.at(-1)?.kind === 'softmax'
  const body = hasSoftmax ? steps.slice(0, -1) : steps
  const isInTurn = body.every(({ kind }, at) => kind === (at % 2 === 0 ? 'dense' : 'activation'))
  if (!isInTurn || body.length % 2 === 0)
    refuse(
      'order of layers',
      'dense, activation, dense …, softmax',
      steps.map(({ kind }) => kind).join(', '),
    )
  const names = body.flatMap((step) => (step.kind === 'activation' ? [step.name] : []))
  const other = names.find((name) => name !== names[0])
  if (other !== undefined) refuse('activation', `${String(names[0])}, as before`, other)
  return { activation: names[0], answer: hasSoftmax ? 'probabilities' : 'logits' }
}
