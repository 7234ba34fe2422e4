import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { zipSync } from 'fflate'
import { ready, File as Hdf5File } from 'h5wasm'
import { describe, expect, test } from 'vitest'
import { keras } from '../../electron/formats/keras/write-keras.ts'
import { npy } from '../../electron/formats/npy.ts'
import { ModelProtoSchema, type GraphProto } from '../../electron/formats/onnx/onnx_pb.js'
import { plainModel } from '../../electron/formats/plain-model.ts'
import { unzipped } from '../../electron/formats/zip.ts'
import { tempCore } from '../core/temp-core.ts'
import { fileOf, modelBytes, usualBorder } from '../fixtures/model-files.ts'
import { tempDir } from '../temp-dir.ts'
import {
  json,
  nth,
  refusal,
  refusesEach,
  text,
  trained,
  type Hostile,
  type Layer,
} from './hostile.ts'

const weightBytes = trained.weights.length

/** A Keras archive whose config.json was changed. */
async function kerasOf(change: (layers: Layer[], config: Record<string, unknown>) => unknown) {
  const zip = await keras(plainModel(trained, usualBorder))
  const config = JSON.parse(new TextDecoder().decode(unzipped(zip, 'config.json', 1e6))) as Record<
    string,
    unknown
  > & { config: { layers: Layer[] } }
  change(config.config.layers, config)
  return zipSync({
    'metadata.json': json({ keras_version: '3.15.1' }),
    'config.json': json(config),
    'model.weights.h5': unzipped(zip, 'model.weights.h5', 1e6),
  })
}

/** One whose first kernel lies in another file of the machine. */
async function linkedOut(): Promise<Uint8Array> {
  const { FS: files } = await ready
  const file = new Hdf5File('linked.h5', 'w')
  const vars = file.create_group('layers').create_group('dense').create_group('vars')
  vars.create_external_link('/etc/passwd', '/', '0')
  file.close()
  const bytes = Uint8Array.from(files.readFile('linked.h5'))
  files.unlink('linked.h5')
  const zip = await keras(plainModel(trained, usualBorder))
  return zipSync({
    'metadata.json': json({ keras_version: '3.15.1' }),
    'config.json': unzipped(zip, 'config.json', 1e6),
    'model.weights.h5': bytes,
  })
}

function safetensors(header: unknown, data: number = weightBytes): Uint8Array {
  const bytes = json(header)
  const whole = new Uint8Array(8 + bytes.length + data)
  new DataView(whole.buffer).setBigUint64(0, BigInt(bytes.length), true)
  whole.set(bytes, 8)
  return whole
}
const tensor = (shape: readonly number[], from: number, to: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [from, to],
})

const npz = (files: Readonly<Record<string, Uint8Array>>) => zipSync({ ...files })
const array = (shape: readonly number[], descr = '<f4', bytes = new Uint8Array(40)) =>
  npy({ descr: descr, shape }, bytes)

/** An ONNX file whose graph was changed. */
async function onnxOf(change: (graph: GraphProto) => unknown): Promise<Uint8Array> {
  const model = fromBinary(ModelProtoSchema, await modelBytes('onnx', trained))
  if (model.graph) change(model.graph)
  return toBinary(ModelProtoSchema, model)
}
const node = (change: object) => onnxOf(({ node: [first] }) => Object.assign(first ?? {}, change))
const initializer = (change: object) =>
  onnxOf(({ initializer: [first] }) => Object.assign(first ?? {}, change))

const hostile: readonly Hostile[] = [
  ['a PyTorch file', () => zipSync({ 'archive/data.pkl': Uint8Array.of(0x80, 2) }), /can run code/],
  ['a pickle file', () => Uint8Array.of(0x80, 4, 0x95, 0, 0, 0, 0), /can run code/],
  [
    'a Keras layer that runs code',
    () => kerasOf((l) => (nth(l, 1).class_name = 'Lambda')),
    /class_name.*Lambda/,
  ],
  [
    'a Keras class of another module',
    () => kerasOf((l) => Object.assign(nth(l, 1), { module: 'os' })),
    /module.*os/,
  ],
  [
    'a registered Keras class',
    () => kerasOf((l) => Object.assign(nth(l, 1), { registered_name: 'x>Y' })),
    /registered_name/,
  ],
  [
    'a Keras graph that may go in circles',
    () => kerasOf((_, c) => (c['class_name'] = 'Functional')),
    /class_name.*Functional/,
  ],
  ['8.88 PiB of Keras weights', () => kerasOf((l) => (nth(l, 1).config['units'] = 1e12)), /units/],
  ['Keras weights in another file', linkedOut, /array in the weights|HDF5/],
  [
    'a safetensors header of 2⁵³ bytes',
    () => {
      const b = safetensors({})
      new DataView(b.buffer).setBigUint64(0, 2n ** 47n, true)
      return b
    },
    /header/,
  ],
  [
    'tensors one over the other',
    () =>
      safetensors(
        { 'fc1.weight': tensor([10, 784], 0, 31360), 'fc1.bias': tensor([10], 0, 40) },
        31400,
      ),
    /.+ must be .+, found/,
  ],
  [
    'tensors beyond the file',
    () =>
      safetensors(
        { 'fc1.weight': tensor([10, 784], 0, 31360), 'fc1.bias': tensor([10], 31360, 31400) },
        100,
      ),
    /.+ must be .+, found/,
  ],
  [
    'tensors of doubles',
    () => safetensors({ 'fc1.weight': tensor([10, 784], 0, 62720, 'F64') }),
    /dtype of fc1.weight must be F32, found "F64"/,
  ],
  [
    'pickled NumPy objects',
    () => npz({ 'w1.npy': array([10, 784], '|O'), 'b1.npy': array([10]) }),
    /type of w1|descr/,
  ],
  [
    'a NumPy array of 10¹⁵ numbers',
    () => npz({ 'w1.npy': array([1e9, 1e6]), 'b1.npy': array([10]) }),
    /must be/,
  ],
  ['an ONNX operator that is not known', () => node({ opType: 'Loop' }), /Loop/],
  [
    'an ONNX operator of others',
    () => node({ domain: 'com.example' }),
    /domain of .+ found "com.example"/,
  ],
  ['ONNX weights in another file', () => initializer({ dataLocation: 1 }), /.+ must be .+, found/],
  [
    'an ONNX tensor of 10¹⁸ numbers',
    () => initializer({ dims: [10n ** 9n, 10n ** 9n] }),
    /.+ must be .+, found/,
  ],
  [
    'an ONNX graph in a circle',
    () =>
      onnxOf(({ node: all }) => {
        const last = all.at(-1)
        const [first] = all
        if (first && last) first.input = [...last.output, ...first.input.slice(1)]
      }),
    /.+ must be .+, found/,
  ],
  ['HDF5 alone', () => Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10), /HDF5 alone/],
  ['nothing', () => new Uint8Array(), /an empty file/],
  ['a text', () => text('label,pixel1\n'), /something else/],
  ['JSON', () => json({ w1: [] }), /JSON alone/],
]

describe('a hostile model file is refused with field, expected and found value', () => {
  refusesEach(hostile)
})

describe('what is no plain file is refused', () => {
  const refused = async (path: string, reason: RegExp) => {
    const core = tempCore({ worksQueue: false })
    expect(await refusal(core.importFrom(path, { again: false }))).toMatch(reason)
  }

  test('nothing at all', () => refused('/nowhere/model.onnx', /no such file/))
  test('a device that never ends', () => refused('/dev/zero', /must be a file, found a device/))
  test('a pipe that never answers', async () => {
    const pipe = join(tempDir(), 'pipe')
    execFileSync('mkfifo', [pipe])
    await refused(pipe, /must be a file, found a pipe/)
  })
  test('a folder without a model', () => refused(tempDir(), /files that no such format has/))
  test('weights that are a link out of the folder', async () => {
    const folder = join(tempDir(), 'model')
    mkdirSync(folder)
    const zip = await modelBytes('tfjs', trained)
    writeFileSync(join(folder, 'model.json'), unzipped(zip, 'model.json', 1e6))
    symlinkSync(fileOf(trained.weights, 'elsewhere'), join(folder, 'weights.bin'))
    await refused(folder, /weights.bin is missing from the folder or not a plain file/)
  })
})
