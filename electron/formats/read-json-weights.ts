import * as v from 'valibot'
import { readModelOf, refuse, type ReadModel } from './read-plain.ts'

const numbers = v.array(v.number())
const Weights = v.object({
  layers: v.array(v.object({ weights: v.array(numbers), biases: numbers })),
})

/** Reads a model of JSON text that this application wrote. */
export function readOwnJson(text: string): ReadModel {
  const json: unknown = JSON.parse(text)
  const parsed = v.safeParse(Weights, json, { abortEarly: true })
  if (!parsed.success) {
    const [issue] = parsed.issues
    return refuse(v.getDotPath(issue) ?? 'whole', issue.expected, issue.received)
  }
  const layers = parsed.output.layers.map(({ weights, biases }) => ({
    shape: { inputs: weights.length, outputs: biases.length },
    matrix: Float32Array.from(weights.flat()),
    biases: Float32Array.from(biases),
  }))
  return readModelOf(layers, { card: json })
}
