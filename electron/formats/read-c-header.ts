import { layerShapes } from '../train/network.ts'
import type { OwnCard } from './plain-model.ts'
import { readModelOf, refuse, type ReadModel } from './read-plain.ts'

/** Reads the numbers of a header that this application wrote, of a model that is known but for its weights. */
export function readOwnHeader(text: string, card: OwnCard): ReadModel {
  const { rows, columns, hidden, classes } = card
  const shapes = layerShapes({ inputs: rows * columns, hidden, outputs: classes.length })
  const layers = shapes.map((shape, index) => ({
    shape,
    matrix: numbersOf(text, `digit_w${String(index + 1)}`, shape.inputs * shape.outputs),
    biases: numbersOf(text, `digit_b${String(index + 1)}`, shape.outputs),
  }))
  return readModelOf(layers, { card })
}

function numbersOf(text: string, name: string, count: number): Float32Array {
  const head = `static const float ${name}[${String(count)}] = {`
  const from = text.indexOf(head)
  const to = text.indexOf('};', from)
  if (from < 0 || to < 0) refuse(name, `${String(count)} numbers`, 'nothing')
  // The last number is followed by a comma too.
  const texts = text
    .slice(from + head.length, to)
    .split(',')
    .slice(0, -1)
  if (texts.length !== count) refuse(name, `${String(count)} numbers`, texts.length)
  return Float32Array.from(texts, (number) => Number(number.trim().replace(/f$/, '')))
}
