import * as v from 'valibot'
import { mostClasses, mostSide } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import type { LayerShape, LayerWeights } from '../train/network.ts'
import { readCard } from './model-card.ts'
import type { PlainModel } from './plain-model.ts'

// Model files come from anywhere. A reader hands over what a file claims before anything of it is allocated; what is
// the same for all formats is checked here.

/** What a file may hold. */
export const most = { layers: 16, parameters: 20_000_000, units: 4096, jsonBytes: 1_000_000 }

/** A model file is refused by the field, what is allowed there, and what was found. */
export function refuse(field: string, allowed: string, found: unknown): never {
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 80)) : String(found)
  throw new AppError(
    'unreadable',
    `Not a model this application can read: ${field} must be ${allowed}, found ${shown}`,
  )
}

/** The same by the first thing that a schema finds wrong in a part of the file. */
export function refuseIssue(part: string, issue: v.BaseIssue<unknown>): never {
  const { type, message, expected, input, received } = issue
  const allowed = type === 'regex' ? message : (expected ?? 'right')
  const found = typeof input === 'string' ? input : received
  return refuse(`${part}, ${v.getDotPath(issue) ?? 'whole'}`, allowed, found)
}

/** Throws unless the layers are few, small enough, and fit together. */
export function checkShapes(shapes: readonly LayerShape[]): void {
  if (shapes.length < 1 || shapes.length > most.layers)
    refuse('number of layers', `1 to ${String(most.layers)}`, shapes.length)
  shapes.forEach((shape, index) => {
    const layer = `layer ${String(index + 1)}`
    checkSize(`${layer}, inputs`, shape.inputs)
    checkSize(`${layer}, units`, shape.outputs)
    const before = shapes[index - 1]?.outputs ?? shape.inputs
    if (shape.inputs !== before) refuse(`${layer}, inputs`, String(before), shape.inputs)
  })
  const parameters = shapes.reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0)
  if (parameters > most.parameters)
    refuse('number of parameters', `at most ${String(most.parameters)}`, parameters)
  const classes = shapes.at(-1)?.outputs ?? 0
  if (classes < 2 || classes > mostClasses)
    refuse('number of classes', `2 to ${String(mostClasses)}`, classes)
}

function checkSize(field: string, size: number): void {
  if (!Number.isInteger(size) || size < 1 || size > most.units)
    refuse(field, `a whole number from 1 to ${String(most.units)}`, size)
}

/** Throws at the first number that is not finite. */
function checkValues(layers: readonly LayerWeights[]): void {
  layers.forEach(({ matrix, biases }, index) => {
    for (const values of [matrix, biases]) {
      const odd = values.find((value) => !Number.isFinite(value))
      if (odd !== undefined) refuse(`weights of layer ${String(index + 1)}`, 'finite', odd)
    }
  })
}

/** What a file says of its model beside the layers. */
export type Told = Partial<Pick<PlainModel, 'activation' | 'pixels' | 'answer'>> & {
  /** What this application writes into its files: data that is not checked yet. */
  readonly card?: unknown
}

export interface ReadModel {
  readonly model: PlainModel
  /** What the file did not say and was taken as usual for digits, in words. */
  readonly assumed: readonly string[]
}

const usual = { activation: 'relu', pixels: 'unit', answer: 'logits' } as const
const usualWords = {
  activation: 'hidden layers end in relu',
  pixels: 'pixels are from 0 to 1, white on black',
  answer: 'the last layer gives logits',
} as const

/** Puts a model together from its layers and what the file says of them. */
export function readModelOf(
  layers: readonly LayerWeights[],
  { card: unchecked, ...said }: Told,
): ReadModel {
  checkShapes(layers.map(({ shape }) => shape))
  checkValues(layers)
  const card = readCard(unchecked)
  const told = { ...card, ...said }
  const facts = card ?? assumedFacts(layers)
  checkFacts(facts, layers)
  const { rows, columns, classes } = facts
  const missing = (['activation', 'pixels', 'answer'] as const).filter(
    (name) => told[name] === undefined && !(name === 'activation' && layers.length === 1),
  )
  return {
    model: {
      rows,
      columns,
      classes,
      layers,
      activation: told.activation ?? usual.activation,
      pixels: told.pixels ?? usual.pixels,
      answer: told.answer ?? usual.answer,
    },
    assumed: [
      ...(card ? [] : ['images are square', 'classes are called 0, 1, 2 …']),
      ...missing.map((name) => usualWords[name]),
    ],
  }
}

type Facts = Pick<PlainModel, 'rows' | 'columns' | 'classes'>

const sizesOf = (layers: readonly LayerWeights[]) => ({
  inputs: layers[0]?.shape.inputs ?? 0,
  outputs: layers.at(-1)?.shape.outputs ?? 0,
})

function assumedFacts(layers: readonly LayerWeights[]): Facts {
  const { inputs, outputs } = sizesOf(layers)
  const side = Math.sqrt(inputs)
  if (!Number.isInteger(side) || side > mostSide)
    refuse('inputs', `the pixels of a square of at most ${String(mostSide)} a side`, inputs)
  const classes = Array.from({ length: outputs }, (_, index) => String(index))
  return { rows: side, columns: side, classes }
}

function checkFacts({ rows, columns, classes }: Facts, layers: readonly LayerWeights[]): void {
  const { inputs, outputs } = sizesOf(layers)
  if (rows * columns !== inputs) refuse('rows times columns', String(inputs), rows * columns)
  if (classes.length !== outputs) refuse('classes', `${String(outputs)} names`, classes.length)
}
