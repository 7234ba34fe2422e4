import type { InspectedModel } from '../contract/imports.ts'
import { table } from './print.ts'
import { size, whole } from './words.ts'

const formatNames: Readonly<Record<InspectedModel['format'], string>> = {
  tfjs: 'TensorFlow.js layers model',
  keras: 'Keras 3',
  onnx: 'ONNX',
  safetensors: 'safetensors',
  npz: 'NumPy npz',
}

const pixels = { unit: 'from 0 to 1', byte: 'from 0 to 255' } as const

/** What is in a model file, for people to read. */
export function inspectedLines(model: InspectedModel): readonly string[] {
  const facts = [
    ['File', `${model.fileName}, ${size(model.bytes)}`],
    ['Format', formatNames[model.format]],
    ['Images', `${whole(model.rows)} × ${whole(model.columns)}, pixels ${pixels[model.pixels]}`],
    ['Classes', `${whole(model.classes.length)}: ${model.classes.join(', ')}`],
    ['Answer', model.answer],
    ['Parameters', whole(model.parameters)],
    ['File SHA-256', model.sha256],
    ...model.assumed.map((fact, index) => [index === 0 ? 'Assumed' : '', fact]),
  ].map(([title = '', value = '']) => `${title.padEnd(13)} ${value}`)
  const rows = model.layers.map(({ inputs, units, activation }, index) => [
    whole(index + 1),
    `${whole(inputs)} × ${whole(units)}`,
    activation,
  ])
  const titles = [
    { title: 'Layer', right: true },
    { title: 'Shape', right: true },
    { title: 'Activation', right: false },
  ]
  return [...facts, '', ...table(titles, rows)]
}
