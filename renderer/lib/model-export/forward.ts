import type { TrainConfig } from '../../../electron/contract/train-config.ts'
import type { FileFacts } from './usage.ts'

// A forward pass in other languages, for files that hold nothing but weights.

type Activation = TrainConfig['activation']
type Network = Pick<FileFacts, 'hidden' | 'activation' | 'inputs' | 'classes' | 'answer'>

/** What leaky relu multiplies sums below zero by. */
export const leakySlope = 0.2

const torchActivations: Readonly<Record<Activation, string>> = {
  relu: 'ReLU()',
  'leaky-relu': `LeakyReLU(${String(leakySlope)})`,
  elu: 'ELU()',
  gelu: 'GELU()',
  tanh: 'Tanh()',
  sigmoid: 'Sigmoid()',
}

/** `nn.Sequential` with the names that the tensors have; nothing has no name. */
export function torchNetwork({ inputs, hidden, classes, activation }: Network): string {
  const sizes = [inputs, ...hidden, classes]
  const parts = sizes.slice(1).flatMap((outputs, index) => {
    const number = String(index + 1)
    const linear = `fc${number}=torch.nn.Linear(${String(sizes[index])}, ${String(outputs)})`
    return index === hidden.length
      ? [linear]
      : [linear, `act${number}=torch.nn.${torchActivations[activation]}`]
  })
  return `torch.nn.Sequential(collections.OrderedDict(${parts.join(', ')}))`
}

const numpyActivations: Readonly<Record<Activation, string>> = {
  relu: 'np.maximum(x, 0)',
  'leaky-relu': `np.where(x > 0, x, ${String(leakySlope)} * x)`,
  elu: 'np.where(x > 0, x, np.expm1(x))',
  gelu: 'x / 2 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))',
  tanh: 'np.tanh(x)',
  sigmoid: '1 / (1 + np.exp(-x))',
}

/** From the image `x` to logits in `x`, with the arrays of `m`. */
export function numpyForward({ hidden, activation }: Network): readonly string[] {
  const last = String(hidden.length + 1)
  const lastLayer = `x = x @ m["w${last}"] + m["b${last}"]`
  if (hidden.length === 0) return [lastLayer]
  return [
    `for i in range(1, ${last}):`,
    '    x = x @ m[f"w{i}"] + m[f"b{i}"]',
    `    x = ${numpyActivations[activation]}`,
    lastLayer,
  ]
}

/** JavaScript has no error function; the usual approximation of gelu is within 0.0005 of it. */
const scriptActivations: Readonly<Record<Activation, string>> = {
  relu: 'Math.max(0, s)',
  'leaky-relu': `s > 0 ? s : ${String(leakySlope)} * s`,
  elu: 's > 0 ? s : Math.expm1(s)',
  gelu: '(s / 2) * (1 + Math.tanh(0.7978845608 * (s + 0.044715 * s ** 3)))',
  tanh: 'Math.tanh(s)',
  sigmoid: '1 / (1 + Math.exp(-s))',
}

/** From the image `x` to the answer in `x`, with `layers` as the file has them. */
export const scriptForward = ({ hidden, activation, answer }: Network): readonly string[] => [
  'for (const { weights, biases } of layers) {',
  '  x = biases.map((bias, o) => x.reduce((sum, value, i) => sum + value * weights[i][o], bias))',
  ...(hidden.length === 0
    ? []
    : [
        `  if (biases !== layers.at(-1).biases) x = x.map((s) => ${scriptActivations[activation]})`,
      ]),
  '}',
  ...(answer === 'probabilities'
    ? [
        'const parts = x.map((s) => Math.exp(s - Math.max(...x)))',
        'x = parts.map((part) => part / parts.reduce((a, b) => a + b))',
      ]
    : []),
]
