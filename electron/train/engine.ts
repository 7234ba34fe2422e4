import { availableParallelism } from 'node:os'
import type { Engine, EngineKind } from '../contract/training.ts'
import { AppError } from '../contract/errors.ts'
import { mnistShape } from '../contract/datasets.ts'
import { referenceConfig } from '../contract/train-config.ts'
import { backendConfig, type MakeBackend } from './backend.ts'
import { loadBinding } from './binding.ts'
import { nativeBackend } from './native.ts'
import { layerShapes } from './network.ts'

export interface LoadedEngine {
  readonly engine: Engine
  readonly makeBackend: MakeBackend
}

/**
 * Loads an engine into this process and lets it prove itself; throws an AppError that says what is wrong.
 * Threads null means one per core; only the native engine has more than one. Without AVX the native
 * engine ends the process by an illegal instruction, so only a child process may call this.
 */
export async function loadEngine(kind: EngineKind, threads: number | null): Promise<LoadedEngine> {
  try {
    const loaded = await load(kind, threads)
    prove(loaded.makeBackend)
    return loaded
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError('engine', why.split('\n')[0] ?? why, { cause: error })
  }
}

async function load(kind: EngineKind, threads: number | null): Promise<LoadedEngine> {
  if (kind === 'native') return loadNative(threads ?? availableParallelism())
  const { tensorsBackend } = await import('./tensors.ts')
  const { version, makeBackend } = await tensorsBackend(kind)
  return { engine: { kind, version, threads: 1 }, makeBackend }
}

/** TensorFlow reads its environment once, while its library loads. */
function loadNative(threads: number): LoadedEngine {
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads)
  process.env['TF_CPP_MIN_LOG_LEVEL'] = '2'
  // Other kernels round otherwise: the weights of a seed may not depend on the user's environment.
  process.env['TF_ENABLE_ONEDNN_OPTS'] = '1'
  const binding = loadBinding()
  return {
    engine: { kind: 'native', version: binding.TF_Version, threads },
    makeBackend: nativeBackend(binding),
  }
}

/** One product whose result is known, and one optimizer step that must make it better. */
function prove(makeBackend: MakeBackend) {
  const config = backendConfig({ ...referenceConfig, hidden: [] }, mnistShape)
  const [shape] = layerShapes(config)
  if (shape === undefined) return
  const matrix = new Float32Array(shape.inputs * shape.outputs)
  matrix[3] = 5
  const pixels = new Uint8Array(shape.inputs)
  pixels[0] = 255
  const labels = Uint8Array.of(3)
  const backend = makeBackend(config, [{ shape, matrix, biases: new Float32Array(shape.outputs) }])
  const before = backend.step(pixels, labels, { step: 1, learningRate: 0.1 }).loss
  const after = backend.measure(pixels, labels).loss
  backend.dispose()
  const expected = Math.log(1 + 9 * Math.exp(-5))
  if (Math.abs(before - expected) > 1e-4)
    throw new Error(`It computes wrongly: ${String(before)} instead of ${String(expected)}`)
  if (!(after < before)) throw new Error('It computes wrongly: a step did not lower the loss')
}
