import { root, nodePath } from '../place.mjs'
import { run } from '../run.mjs'

/** A product and one optimizer step: loading alone proves too little. */
const program = `
const util = require('node:util')
util.isNullOrUndefined ??= (value) => value == null
util.isArray ??= Array.isArray
const tf = require('@tensorflow/tfjs-node')
const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]])).arraySync()
if (tf.getBackend() !== 'tensorflow' || String(product) !== '19,22,43,50')
  throw new Error('wrong result ' + product + ' on ' + tf.getBackend())
const weights = tf.variable(tf.zeros([4, 3]))
tf.train.adam(0.1).minimize(() =>
  tf.losses.softmaxCrossEntropy(tf.oneHot([0, 1], 3), tf.matMul(tf.ones([2, 4]), weights)))
const [first] = weights.dataSync()
if (!Number.isFinite(first) || first === 0) throw new Error('an optimizer step went wrong')
console.log('native TensorFlow ' + tf.backend().binding.TF_Version)
`

/**
 * Tries the native engine in a process of its own, since an illegal instruction cannot be caught.
 * @returns {Promise<string>} TensorFlow's version.
 */
export async function probe() {
  const { ok, how, output } = await run(nodePath(), ['-e', program], {
    cwd: root,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    timeoutMs: 120_000,
  })
  const version = /native TensorFlow (\S+)/.exec(output)?.[1]
  if (ok && version) return version
  throw new Error(/Error: (.*)$/m.exec(output)?.[1]?.slice(0, 200) ?? how)
}
