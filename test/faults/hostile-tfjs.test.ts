import { zipSync } from 'fflate'
import { describe } from 'vitest'
import { unzipped } from '../../electron/formats/zip.ts'
import { modelBytes } from '../fixtures/model-files.ts'
import { json, nth, refusesEach, text, trained, type Hostile, type Layer } from './hostile.ts'

const weightBytes = trained.weights.length

interface ModelJson {
  [key: string]: unknown
  modelTopology: { config: { layers: Layer[] } }
  weightsManifest: { paths: string[]; weights: Record<string, unknown>[] }[]
}

/** A zip of a TensorFlow.js model whose model.json was changed, with other weights where they are given. */
async function tfjs(
  change: (model: ModelJson) => unknown,
  weights: Uint8Array = trained.weights,
): Promise<Uint8Array> {
  const zip = await modelBytes('tfjs', trained)
  const model = JSON.parse(new TextDecoder().decode(unzipped(zip, 'model.json', 1e6))) as ModelJson
  const changed = change(model)
  return zipSync({
    'model.json': typeof changed === 'string' ? text(changed) : json(model),
    'weights.bin': weights,
  })
}

const path = (name: string) => tfjs((model) => (nth(model.weightsManifest, 0).paths = [name]))
const layer = (change: (layer: Layer) => unknown) =>
  tfjs((model) => change(nth(model.modelTopology.config.layers, 1)))
const weight = (change: Record<string, unknown>) =>
  tfjs((model) => Object.assign(nth(nth(model.weightsManifest, 0).weights, 0), change))

function withNumber(number: number): Uint8Array {
  const values = new Float32Array(Uint8Array.from(trained.weights).buffer)
  values[100] = number
  return new Uint8Array(values.buffer)
}

const hostile: readonly Hostile[] = [
  [
    'a path that leads out',
    () => path('../weights.bin'),
    /paths.*a plain file name.*\.\.\/weights/,
  ],
  ['an absolute path', () => path('/etc/passwd'), /plain file name.*\/etc\/passwd/],
  ['a path on a server', () => path('\\\\server\\share\\w.bin'), /plain file name/],
  ['an address', () => path('https://example.org/w.bin'), /plain file name/],
  ['a path with NUL', () => path('weights.bin\0.png'), /plain file name/],
  [
    '10⁵ shards',
    () =>
      tfjs(
        (m) =>
          (nth(m.weightsManifest, 0).paths = Array.from(
            { length: 1e5 },
            (_, i) => `s${String(i)}`,
          )),
      ),
    /characters long|paths/,
  ],
  ['a shape of 50 million a side', () => weight({ shape: [5e7, 5e7] }), /shape.*4096.*50000000/],
  [
    'another shape than its layer',
    () => weight({ shape: [783, 12] }),
    /shape of dense_1\/kernel must be 784 × 12, found "783 × 12"/,
  ],
  [
    'weights that are too short',
    () => tfjs(() => 0, trained.weights.subarray(4)),
    new RegExp(`must be ${String(weightBytes)}, found ${String(weightBytes - 4)}`),
  ],
  ['weights that are too long', () => tfjs(() => 0, new Uint8Array(weightBytes + 4)), /bytes/],
  ['NaN', () => tfjs(() => 0, withNumber(NaN)), /weights of layer 1 must be finite, found NaN/],
  ['Infinity', () => tfjs(() => 0, withNumber(Infinity)), /must be finite, found Infinity/],
  ['integers as weights', () => weight({ dtype: 'int32' }), /dtype.*float32.*int32/],
  [
    'quantized weights',
    () => weight({ quantization: { dtype: 'uint8', scale: 1, min: 0 } }),
    /quantization/,
  ],
  [
    'a layer that runs code',
    () => layer((l) => Object.assign(l, { class_name: 'Lambda' })),
    /class_name.*Lambda/,
  ],
  [
    'a class of its own',
    () => layer((l) => Object.assign(l, { class_name: 'os>system' })),
    /class_name.*os>system/,
  ],
  [
    '10⁹ units',
    () => layer((l) => Object.assign(l.config, { units: 1e9 })),
    /units.*4096.*1000000000/,
  ],
  [
    'layers of one name',
    () =>
      tfjs((m) => {
        for (const l of m.modelTopology.config.layers) l.config['name'] = 'same'
      }),
    /names of layers must be different/,
  ],
  [
    '18 layers',
    () =>
      tfjs((m) => {
        const { layers } = m.modelTopology.config
        const last = nth(layers, 2)
        for (let more = 1; more <= 16; more++)
          layers.push({ ...last, config: { ...last.config, name: `more${String(more)}` } })
      }),
    /number of layers must be 1 to 16, found 18/,
  ],
  [
    'a key that reaches for a prototype',
    () => tfjs(() => '{"__proto__": {"polluted": 1}}'),
    /__proto__/,
  ],
  ['a deep JSON text', () => tfjs(() => '['.repeat(1e5)), /at most 40 levels deep/],
  ['a long JSON text', () => tfjs(() => `{"a": "${'a'.repeat(2e6)}"}`), /allowed are 1000000/],
  ['a zip bomb', () => zipSync({ 'model.json': new Uint8Array(3e8) }), /allowed are 1000000/],
  [
    'a zip bomb of arrays',
    () => zipSync({ 'w1.npy': new Uint8Array(3e8) }),
    /bytes in the zip file must be at most/,
  ],
  [
    '200 files in a zip',
    () =>
      zipSync(
        Object.fromEntries(
          Array.from({ length: 200 }, (_, i) => [`w${String(i)}.npy`, new Uint8Array(1)]),
        ),
      ),
    /files in the zip file must be at most 100/,
  ],
]

describe('a hostile TensorFlow.js model is refused with field, expected and found value', () => {
  refusesEach(hostile)
})
