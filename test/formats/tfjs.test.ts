import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { topologyFile, weightsFile } from '../../electron/formats/model-files.ts'
import { readTfjs } from '../../electron/formats/read-tfjs.ts'
import { tfjsFiles } from '../../electron/formats/tfjs.ts'
import { zipped } from '../../electron/formats/zip.ts'
import { madeUpModel } from '../fixtures/made-up-model.ts'
import { shapeOf } from '../fixtures/shapes.ts'
import { tempDir } from '../temp-dir.ts'

const model = madeUpModel([12])
const files = tfjsFiles(model)
const text = new TextDecoder().decode(files[topologyFile])
const weights = model.weights
const leakyText = new TextDecoder().decode(tfjsFiles(madeUpModel([12], 'leaky-relu'))[topologyFile])

/** The same model.json with other layers. */
function withLayers(json: string, change: (layers: readonly object[]) => readonly object[]) {
  const model = JSON.parse(json) as { modelTopology: { config: { layers: readonly object[] } } }
  const { config } = model.modelTopology
  config.layers = change(config.layers)
  return JSON.stringify(model)
}

/** A model folder with another model.json or other weights. */
function folder(json: string | Uint8Array, bytes: Uint8Array = weights): string {
  const dir = tempDir()
  writeFileSync(join(dir, topologyFile), json)
  writeFileSync(join(dir, weightsFile), bytes)
  return dir
}

function zipFile(bytes: Uint8Array): string {
  const path = join(tempDir(), 'model.zip')
  writeFileSync(path, bytes)
  return path
}

const refused = (path: string, reason: RegExp) =>
  expect(readTfjs(path)).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringMatching(reason) as string,
  })

test.each([[[]], [[12]], [[9, 4]]])(
  'a written model is read back as it was: hidden %j',
  async (hidden) => {
    const model = madeUpModel(hidden, 'tanh')
    const written = tfjsFiles(model)
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
    const written = tfjsFiles(other)
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
  const written = tfjsFiles(model)
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
  const written = tfjsFiles(model)
  const { topology } = await readTfjs(folder(written[topologyFile] ?? '', model.weights))
  expect(topology.config.layers).toHaveLength(18)
})

test('the same model makes the same zip file at any time', () => {
  expect(zipped(tfjsFiles(model))).toEqual(zipped(files))
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
      /softmax of 2 to 256/,
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
    ['has more classes than a byte', text.replaceAll(/\b10\b/g, '257'), /softmax of 2 to 256/],
    ['has one class', text.replaceAll(/\b10\b/g, '1'), /softmax of 2 to 256/],
    ['has images of another size', swapped('"columns": 28', '"columns": 27'), /rows and columns/],
    ['has a class without a name', swapped('"0",', ''), /classes are not as many/],
    [
      'has a hundred thousand classes',
      swapped('"0",', '"0",'.repeat(1e5)),
      /userDefinedMetadata\.classes/,
    ],
    [
      'has the name of a class that fills a page',
      swapped('"0"', `"${'0'.repeat(300)}"`),
      /userDefinedMetadata\.classes/,
    ],
    ['has a name twice', text.replaceAll('dense_2', 'dense_1'), /same name/],
    ['has a name that is a path', text.replaceAll('dense_2', '../x'), /name/],
    ['does not end in ten probabilities', swapped('"softmax"', '"relu"'), /softmax of 2 to 256/],
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

describe('weights are refused when they', () => {
  test('are too few or too many', async () => {
    await refused(folder(text, weights.subarray(4)), /has 38196 bytes, its layers need 38200/)
    await refused(folder(text, new Uint8Array(38_204)), /has 38204 bytes, allowed are 38200/)
  })

  test('are terabytes of nothing', async () => {
    const dir = folder(text)
    truncateSync(join(dir, weightsFile), 2 ** 40)
    await refused(dir, /allowed are 38200/)
  })

  test.each([NaN, Infinity])('hold %d', async (value) => {
    const values = new Float32Array(weights.slice().buffer)
    values[784 * 12 + 3] = value
    await refused(
      folder(text, new Uint8Array(values.buffer)),
      /dense_1\/bias holds a number that is not finite/,
    )
  })

  test('are missing, a folder, or a link out of the folder', async () => {
    const outside = join(tempDir(), 'outside.bin')
    writeFileSync(outside, weights)
    const dir = tempDir()
    writeFileSync(join(dir, topologyFile), text)
    await refused(dir, /missing or not a plain file/)
    symlinkSync(outside, join(dir, weightsFile))
    await refused(dir, /missing or not a plain file/)
    const other = tempDir()
    writeFileSync(join(other, topologyFile), text)
    mkdirSync(join(other, weightsFile))
    await refused(other, /missing or not a plain file/)
  })
})

describe('a zip file is refused when it', () => {
  test('is missing, empty, cut or no zip file', async () => {
    await refused(join(tempDir(), 'none.zip'), /missing, empty or too large/)
    await refused(zipFile(new Uint8Array(0)), /missing, empty or too large/)
    const whole = zipped(files)
    await refused(zipFile(whole.subarray(0, whole.length - 40)), /damaged or incomplete/)
    await refused(zipFile(whole.subarray(1000)), /holds no|damaged/)
    await refused(zipFile(Buffer.from('not a zip file')), /damaged or incomplete/)
  })

  test('lacks a file', async () => {
    await refused(zipFile(zipped({ [weightsFile]: weights })), /holds no model\.json/)
    await refused(zipFile(zipped({ [topologyFile]: Buffer.from(text) })), /holds no weights\.bin/)
  })

  test('holds far more than it weighs', async () => {
    const bomb = zipSync({ [topologyFile]: new Uint8Array(30_000_000) }, { level: 1 })
    expect(bomb.length).toBeLessThan(500_000)
    await refused(zipFile(bomb), /30000000 bytes, allowed are 1000000/)
  })

  test('says less than it holds', async () => {
    const bomb = zipSync({ [topologyFile]: new Uint8Array(3_000_000) }, { level: 9 })
    const view = new DataView(bomb.buffer)
    for (let at = 0; at < bomb.length - 4; at++)
      if (view.getUint32(at, true) === 3_000_000) view.setUint32(at, 500, true)
    await refused(zipFile(bomb), /damaged or incomplete|not JSON/)
  })
})
