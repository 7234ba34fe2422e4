import { describe, expect, test } from 'vitest'
import { topologyFile } from '../../electron/formats/model-files.ts'
import { readTfjs } from '../../electron/formats/read-tfjs.ts'
import { zipped } from '../../electron/formats/zip.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { filesOf, modelFolder, refused, zipFile } from './tfjs-folder.ts'

const model = madeUpModel([12])
const files = filesOf(model)
const text = new TextDecoder().decode(files[topologyFile])
const { weights } = model

const folder = (json: string | Uint8Array, bytes: Uint8Array = weights) => modelFolder(json, bytes)
const leakyText = new TextDecoder().decode(filesOf(madeUpModel([12], 'leaky-relu'))[topologyFile])

/** The same model.json with other layers. */
function withLayers(json: string, change: (layers: readonly object[]) => readonly object[]) {
  const model = JSON.parse(json) as { modelTopology: { config: { layers: readonly object[] } } }
  const { config } = model.modelTopology
  config.layers = change(config.layers)
  return JSON.stringify(model)
}

test.each([[[]], [[12]], [[9, 4]]])(
  'a written model is read back as it was: hidden %j',
  async (hidden) => {
    const model = madeUpModel(hidden, 'tanh')
    const written = filesOf(model)
    const fromFolder = await readTfjs(folder(written[topologyFile] ?? '', model.weights))
    const fromZip = await readTfjs(zipFile(zipped(written)))
    expect(new Uint8Array(fromFolder.values.buffer)).toEqual(model.weights)
    expect(fromZip).toEqual(fromFolder)
    expect(
      fromFolder.topology.config.layers.slice(1).map(({ config: layer }) => layer),
    ).toMatchObject([
      ...hidden.map((units) => ({ units, activation: 'tanh' })),
      { units: 10, activation: 'softmax' },
    ])
  },
)

test.each([shapeOf(12, 20, 5), shapeOf(4, 4, 2), shapeOf(64, 64, 256)])(
  'a model for images of $rows × $columns pixels says its size and the names of its classes',
  async (shape) => {
    const other = madeUpModel([3], 'relu', 'unit', shape)
    const written = filesOf(other)
    const read = await readTfjs(zipFile(zipped(written)))
    expect(read.inputs).toBe(shape.rows * shape.columns)
    expect(read.weights.at(-1)?.shape).toEqual([shape.classes.length])
    expect(new Uint8Array(read.values.buffer)).toEqual(other.weights)
    const json = JSON.parse(new TextDecoder().decode(written[topologyFile])) as object
    const { rows, columns, classes } = shape
    expect(json).toMatchObject({ userDefinedMetadata: { rows, columns, classes } })
  },
)

test('a model that says nothing of its images is read all the same', async () => {
  const { userDefinedMetadata, ...bare } = JSON.parse(text) as { userDefinedMetadata: unknown }
  expect(userDefinedMetadata).toBeDefined()
  expect((await readTfjs(folder(JSON.stringify(bare)))).inputs).toBe(784)
})

test('leaky relu is written and read as a layer of its own, since no other has it', async () => {
  const model = madeUpModel([9, 4], 'leaky-relu')
  const written = filesOf(model)
  const { topology, values } = await readTfjs(folder(written[topologyFile] ?? '', model.weights))
  expect(new Uint8Array(values.buffer)).toEqual(model.weights)
  expect(topology.config.layers.slice(1)).toMatchObject([
    { class_name: 'Dense', config: { units: 9, activation: 'linear' } },
    { class_name: 'LeakyReLU', config: { alpha: 0.2 } },
    { class_name: 'Dense', config: { units: 4, activation: 'linear' } },
    { class_name: 'LeakyReLU', config: { alpha: 0.2 } },
    { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
  ])
})

test('the largest network is read back', async () => {
  const model = madeUpModel(Array<number>(8).fill(2), 'leaky-relu')
  const written = filesOf(model)
  const { topology } = await readTfjs(folder(written[topologyFile] ?? '', model.weights))
  expect(topology.config.layers).toHaveLength(18)
})

test('the same model makes the same zip file at any time', () => {
  expect(zipped(filesOf(model))).toEqual(zipped(files))
})

describe('model.json is refused when it', () => {
  const swapped = (from: string | RegExp, to: string) => text.replace(from, to)
  const cases: readonly [what: string, json: string, reason: RegExp][] = [
    ['is cut', text.slice(0, 400), /not JSON/],
    ['is empty', '', /not JSON/],
    ['is of another kind', '[]', /model\.json, format/],
    ['is nested a hundred thousand deep', '['.repeat(1e5) + ']'.repeat(1e5), /model\.json/],
    ['has more than a megabyte', text + ' '.repeat(1_000_001), /allowed are 1000000/],
    ['leads out of the folder', swapped('"weights.bin"', '"../weights.bin"'), /paths/],
    ['names an absolute path', swapped('"weights.bin"', '"/etc/passwd"'), /paths/],
    ['names a share', swapped('"weights.bin"', String.raw`"\\\\host\\share"`), /paths/],
    ['names a URL', swapped('"weights.bin"', '"http://127.0.0.1/w"'), /paths/],
    ['names a file with NUL', swapped('"weights.bin"', String.raw`"a\u0000b"`), /paths/],
    [
      'names a hundred thousand shards',
      swapped('"weights.bin"', Array(1e5).fill('"w"').join()),
      /paths/,
    ],
    ['has a Lambda layer', swapped('"Dense"', '"Lambda"'), /class_name/],
    ['has a layer of its own', swapped('"Sequential"', '"MySequential"'), /class_name/],
    [
      'has inbound nodes',
      swapped('"trainable": true', '"trainable": true, "inbound_nodes": []'),
      /inbound_nodes/,
    ],
    ['claims petabytes', text.replaceAll(/\b12\b/g, '50000000'), /units/],
    [
      'has layers that do not fit',
      swapped(/"shape": \[\s+784,\s+12\s+\]/, '"shape": [784, 13]'),
      /not those of its layers/,
    ],
    [
      'has weights of another type',
      swapped('"dtype": "float32"\n    }', '"dtype": "int32" }'),
      /dtype/,
    ],
    [
      'has quantized weights',
      swapped('"dtype": "float32"\n    }', '"dtype": "float32", "quantization": {} }'),
      /quantization/,
    ],
    [
      'has an activation that is no layer',
      swapped('"activation": "relu"', '"activation": "leaky-relu"'),
      /activation/,
    ],
    ['has a slope that is no number', leakyText.replace('"alpha": 0.2', '"alpha": 1e999'), /alpha/],
    [
      'ends in an activation',
      withLayers(leakyText, (layers) => [...layers, layers[2] ?? {}]),
      /softmax or linear one of 2 to 256/,
    ],
    [
      'has ten layers with weights',
      withLayers(text, ([input = {}, first = {}, last = {}]) => [
        input,
        ...Array<object>(9).fill(first),
        last,
      ]),
      /more than 9 layers/,
    ],
    ['has images too large', text.replaceAll(/\b784\b/g, '4097'), /batch_input_shape/],
    [
      'has more classes than a byte',
      text.replaceAll(/\b10\b/g, '257'),
      /softmax or linear one of 2 to 256/,
    ],
    ['has one class', text.replaceAll(/\b10\b/g, '1'), /softmax or linear one of 2 to 256/],
    ['has images of another size', swapped('"columns": 28', '"columns": 27'), /rows and columns/],
    ['has a class without a name', swapped('"0",', ''), /classes are not as many/],
    [
      'has a hundred thousand classes',
      swapped('"0",', '"0",'.repeat(1e5)),
      /its description, classes/,
    ],
    [
      'has the name of a class that fills a page',
      swapped('"0"', `"${'0'.repeat(300)}"`),
      /its description, classes/,
    ],
    ['has a name twice', text.replaceAll('dense_2', 'dense_1'), /same name/],
    ['has a name that is a path', text.replaceAll('dense_2', '../x'), /name/],
    [
      'does not end in ten probabilities',
      swapped('"softmax"', '"relu"'),
      /softmax or linear one of 2 to 256/,
    ],
    [
      'would reach a prototype',
      swapped('"format"', '"__proto__": {"polluted": 1}, "format"'),
      /key __proto__/,
    ],
    [
      'has a constructor key',
      swapped('"sparse": false', '"sparse": false, "constructor": {}'),
      /key constructor/,
    ],
  ]
  test.each(cases)('%s', async (_what, json, reason) => {
    expect(json).not.toBe(text)
    await refused(folder(json), reason)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
