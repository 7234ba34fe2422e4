import * as v from 'valibot'
import { StartRun } from '../contract/entities.ts'
import type { AppError } from '../contract/errors.ts'
import { numberFrom, refusedValue, type Given, type Options } from './arguments.ts'

export const trainOptions = {
  hidden: {
    type: 'string',
    value: '500',
    help: 'units of each hidden layer: 500, 512-256, or none',
  },
  activation: { type: 'string', value: 'relu', help: 'relu, tanh or sigmoid' },
  optimizer: { type: 'string', value: 'adam', help: 'adam, momentum or sgd' },
  'learning-rate': { type: 'string', value: '0.001', help: 'size of a step' },
  batch: { type: 'string', value: '100', help: 'images a step' },
  epochs: { type: 'string', value: '5', help: 'passes over the training images' },
  seed: { type: 'string', value: '1', help: 'decides the first weights and the order of images' },
  'train-images': { type: 'string', value: 'N', help: 'use only the first N training images' },
  'record-every': { type: 'string', value: '20', help: 'steps between two recorded points' },
  name: { type: 'string', value: 'TEXT', help: 'name of the run' },
  note: { type: 'string', value: 'TEXT', help: 'note kept with the run' },
  threads: { type: 'string', value: 'N', help: 'threads of the native engine' },
  engine: { type: 'string', value: 'native', help: 'native, wasm or cpu; the fastest by default' },
} as const satisfies Options
export type TrainOption = keyof typeof trainOptions

const hiddenFrom = (text: string | undefined): readonly number[] | undefined => {
  if (text === undefined) return undefined
  return text === 'none' ? [] : text.split('-').map(numberFrom)
}

const optionOf = (key: string) =>
  `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** The option at fault, with its value and the schema's own rule. */
function refusal(issue: v.InferIssue<typeof StartRun>, given: Given<TrainOption>): AppError {
  const keys = (issue.path ?? []).map((item) => String(item.key)).filter((key) => key !== 'config')
  const option = optionOf(keys[0] ?? '')
  const name = Object.keys(trainOptions).find((candidate) => `--${candidate}` === option)
  return refusedValue(option, given.text(name as TrainOption) ?? '', issue.message)
}

/** What the options ask for, checked against the contract; throws an AppError of code `bad-input`. */
export function startRunFrom(given: Given<TrainOption>): StartRun {
  const parsed = v.safeParse(StartRun, {
    config: {
      hidden: hiddenFrom(given.text('hidden')),
      activation: given.text('activation'),
      optimizer: given.text('optimizer'),
      learningRate: given.number('learning-rate'),
      batch: given.number('batch'),
      epochs: given.number('epochs'),
      seed: given.number('seed'),
      trainImages: given.number('train-images'),
      recordEvery: given.number('record-every'),
    },
    name: given.text('name'),
    note: given.text('note'),
    engine: given.text('engine'),
    threads: given.number('threads'),
  })
  if (parsed.success) return parsed.output
  throw refusal(parsed.issues[0], given)
}
