import type { BackendConfig } from './backend.ts'
import type { Operations, TensorId } from './operations.ts'

export interface NativeActivation {
  readonly forward: (sums: TensorId) => TensorId
  /** Makes a slope by the outputs one by the sums. */
  readonly backward: (slope: TensorId, outputs: TensorId, sums: TensorId) => TensorId
}

/** An activation by TensorFlow's kernels; those of leaky relu and elu have the constants of `activate`. */
export function nativeActivation(
  tf: Operations,
  kind: BackendConfig['activation'],
): NativeActivation {
  const byGradient = (name: string): NativeActivation => ({
    forward: (sums) => tf.run(name, [sums]),
    backward: (slope, outputs) => tf.run(`${name}Grad`, [slope, outputs]),
  })
  const byOutput = (name: string): NativeActivation => ({
    forward: (sums) => tf.run(name, [sums]),
    backward: (slope, outputs) => tf.run(`${name}Grad`, [outputs, slope]),
  })
  switch (kind) {
    case 'relu':
      return byGradient('Relu')
    case 'leaky-relu':
      return byGradient('LeakyRelu')
    case 'elu':
      return byGradient('Elu')
    case 'tanh':
      return byOutput('Tanh')
    case 'sigmoid':
      return byOutput('Sigmoid')
    case 'gelu':
      return gelu(tf)
  }
}

/** TensorFlow fuses it only into products, with an attribute that its addon can't pass. */
function gelu(tf: Operations): NativeActivation {
  const [toComplement = 0, half = 0, toExponent = 0, peak = 0] = [
    -Math.SQRT1_2,
    0.5,
    -0.5,
    1 / Math.sqrt(2 * Math.PI),
  ].map(tf.scalar)
  /** Share of a normal distribution below each sum. */
  const share = (sums: TensorId) =>
    tf.run('Mul', [tf.run('Erfc', [tf.run('Mul', [sums, toComplement])]), half])
  const density = (sums: TensorId) => {
    const exponent = tf.run('Mul', [tf.run('Square', [sums]), toExponent])
    return tf.run('Mul', [tf.run('Exp', [exponent]), peak])
  }
  return {
    forward: (sums) => tf.run('Mul', [sums, share(sums)]),
    backward: (slope, _outputs, sums) => {
      const rise = tf.run('Mul', [sums, density(sums)])
      return tf.run('Mul', [slope, tf.run('AddV2', [share(sums), rise])])
    },
  }
}
