import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import { loadBinding } from '../../electron/train/binding.ts'
import { batchOf, readDataset, type ImageSet } from '../../electron/train/dataset.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { networkSize } from '../../electron/train/network.ts'
import { createOperations } from '../../electron/train/operations.ts'
import { orderOf } from '../../electron/train/order.ts'
import type { EpochTimes, Size } from '../epoch-programs.ts'
import { mnistFiles } from '../mnist.ts'

// The least that trains the reference network on native TensorFlow: written out for this one network, in one
// process, with nothing recorded. It takes the product's steps and scores the product's sets after each epoch.
const { epochs, threads } = JSON.parse(process.argv[2] ?? '') as Size
process.env['TF_NUM_INTRAOP_THREADS'] = String(threads)
process.env['TF_CPP_MIN_LOG_LEVEL'] = '2'
const batch = 100

const tf = loadBinding()
const type = (name: string, value: number) => ({ name, type: tf.TF_ATTR_TYPE, value })
const transposing = (left: boolean, right: boolean) => [
  { name: 'transpose_a', type: tf.TF_ATTR_BOOL, value: left },
  { name: 'transpose_b', type: tf.TF_ATTR_BOOL, value: right },
  type('T', tf.TF_FLOAT),
]
const floats = [type('T', tf.TF_FLOAT)]
const stored = [type('dtype', tf.TF_FLOAT)]
const casting = [type('SrcT', tf.TF_UINT8), type('DstT', tf.TF_FLOAT)]
const labelled = [...floats, type('Tlabels', tf.TF_INT32)]
const plain = transposing(false, false)
const left = transposing(true, false)
const right = transposing(false, true)

let made: number[] = []
const keep = (id: number) => {
  made.push(id)
  return id
}
const run = (name: string, attributes: Parameters<typeof tf.executeOp>[1], inputs: number[]) =>
  keep(tf.executeOp(name, attributes, inputs, 1)[0]?.id ?? NaN)
const constant = (value: number) => tf.createTensor([], tf.TF_FLOAT, Float32Array.of(value))
const free = () => {
  made.forEach(tf.deleteTensor)
  made = []
}

const setUp = createOperations(tf)
const weights = firstWeights({
  ...referenceConfig,
  ...networkSize(referenceConfig, mnistShape),
}).flatMap(({ shape, matrix, biases }) => [
  { shape: [shape.inputs, shape.outputs], values: matrix },
  { shape: [shape.outputs], values: biases },
])
const variables = weights.map(({ shape, values }) => setUp.variable(shape, values))
const slots = weights.map(({ shape, values }) =>
  [1, 2].map(() => setUp.variable(shape, new Float32Array(values.length))),
)
const rate = constant(0.001)
const beta1 = constant(0.9)
const beta2 = constant(0.999)
const epsilon = constant(1e-8)
const mean = constant(1 / batch)
const shade = constant(1 / 255)

/** Reads the weights and sends images through the network; ids of what the way back needs. */
function forward(pixels: Uint8Array, labels: Int32Array) {
  const [w1 = 0, b1 = 0, w2 = 0, b2 = 0] = variables.map((id) =>
    run('ReadVariableOp', stored, [id]),
  )
  const bytes = keep(tf.createTensor([labels.length, 784], tf.TF_UINT8, pixels))
  const x = run('Mul', floats, [run('Cast', casting, [bytes]), shade])
  const h = run('Relu', floats, [run('BiasAdd', floats, [run('MatMul', plain, [x, w1]), b1])])
  const logits = run('BiasAdd', floats, [run('MatMul', plain, [h, w2]), b2])
  const digits = keep(tf.createTensor([labels.length], tf.TF_INT32, labels))
  const lost = tf.executeOp('SparseSoftmaxCrossEntropyWithLogits', labelled, [logits, digits], 2)
  lost.forEach(({ id }) => keep(id))
  return { x, h, w2, logits, loss: lost[0]?.id ?? NaN, slope: lost[1]?.id ?? NaN }
}

function wrongOf(logits: number, labels: Int32Array): number {
  const values = tf.tensorDataSync(logits)
  return labels.reduce((wrong, label, image) => {
    const row = values.subarray(image * 10, image * 10 + 10)
    return wrong + (row.indexOf(Math.max(...row)) === label ? 0 : 1)
  }, 0)
}

function step(pixels: Uint8Array, labels: Int32Array, count: number) {
  const { x, h, w2, logits, loss, slope } = forward(pixels, labels)
  const d = run('Mul', floats, [slope, mean])
  const dh = run('ReluGrad', floats, [run('MatMul', right, [d, w2]), h])
  const gradients = [
    run('MatMul', left, [x, dh]),
    run('BiasAddGrad', floats, [dh]),
    run('MatMul', left, [h, d]),
    run('BiasAddGrad', floats, [d]),
  ]
  tf.tensorDataSync(loss)
  wrongOf(logits, labels)
  // What reads a variable goes first, so that the kernel updates in place.
  const others = made.filter((id) => !gradients.includes(id))
  made = [...gradients]
  others.forEach(tf.deleteTensor)
  const powers = [0.9 ** count, 0.999 ** count].map((power) => keep(constant(power)))
  variables.forEach((id, index) => {
    const state = [id, ...(slots[index] ?? []), ...powers, rate, beta1, beta2, epsilon]
    tf.executeOp('ResourceApplyAdam', floats, [...state, gradients[index] ?? NaN], 0)
  })
  free()
}

function errorOf({ count, pixels, labels }: ImageSet): number {
  let wrong = 0
  for (let from = 0; from < count; from += 1000) {
    const digits = Int32Array.from(labels.subarray(from, from + 1000))
    const { logits, loss } = forward(pixels.subarray(from * 784, (from + 1000) * 784), digits)
    tf.tensorDataSync(loss)
    wrong += wrongOf(logits, digits)
    free()
  }
  return wrong / count
}

const data = await readDataset(mnistFiles, mnistShape)
const seconds = () => performance.now() / 1000
const steps: number[] = []
const whole: number[] = []
let testError = NaN
for (let epoch = 1; epoch <= epochs; epoch += 1) {
  const began = seconds()
  const order = orderOf(1, epoch, data.train.count)
  for (let from = 0; from < data.train.count; from += batch) {
    const { pixels, labels } = batchOf(data.train, order, from, from + batch)
    step(pixels, Int32Array.from(labels), ((epoch - 1) * data.train.count + from) / batch + 1)
  }
  steps.push(seconds() - began)
  errorOf(data.train)
  testError = errorOf(data.test)
  whole.push(seconds() - began)
}
const measured: EpochTimes = { steps, whole, testError }
console.log(JSON.stringify(measured))
