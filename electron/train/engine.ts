import { availableParallelism } from 'node:os'
import type { Engine, EngineKind } from '../contract/training.ts'
import { AppError } from '../contract/errors.ts'
import { mnistShape } from '../contract/datasets.ts'
import { referenceConfig } from '../contract/train-config.ts'
import { backendConfig, type MakeBackend } from './backend.ts'
import { bindingFile, loadBinding, type Binding } from './binding.ts'
import { nativeBackend } from './native.ts'
import { layerShapes } from './network.ts'
import type { Split } from './messages.ts'
import { addonCopy } from './split/addon-copy.ts'
import { splitBackend } from './split/split-backend.ts'
import { startThreads } from './split/threads.ts'

export interface LoadedEngine {
  readonly engine: Engine
  /** Where it splits networks, one at a time, and each with one hidden layer of at least as many units as parts. */
  readonly makeBackend: MakeBackend
  /** Ends its threads. They do not keep the process alive. */
  readonly close: () => Promise<void>
}

/** How an engine is to split networks. */
export interface SplitEngine extends Split {
  /** File of the built entry `part`. */
  readonly entry: string
}

/**
 * Loads an engine into this process and lets it prove itself; throws an AppError that says what is wrong.
 * Threads null means one per core; only the native engine has more than one, and only it can split networks, on a
 * thread a part. Without AVX the native engine ends the process by an illegal instruction, so only a child process
 * may call this.
 */
export async function loadEngine(
  kind: EngineKind,
  threads: number | null,
  split: SplitEngine | null = null,
): Promise<LoadedEngine> {
  try {
    const loaded =
      kind === 'native' && split !== null ? await loadSplit(split) : await load(kind, threads)
    prove(loaded)
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
  return { engine: { kind, version, threads: 1, parts: 1 }, makeBackend, close: nothingToClose }
}

const nothingToClose = () => Promise.resolve()

function loadNative(threads: number): LoadedEngine {
  const binding = bindingOn(threads)
  return {
    engine: { kind: 'native', version: binding.TF_Version, threads, parts: 1 },
    makeBackend: nativeBackend(binding),
    close: nothingToClose,
  }
}

/** Where TensorFlow has one thread for each of ours, none of its work waits for another thread. */
async function loadSplit({ parts, copies, entry }: SplitEngine): Promise<LoadedEngine> {
  // The copies find the library that this one has loaded.
  const binding = bindingOn(1)
  const addons = Array.from({ length: parts - 1 }, (_, index) =>
    addonCopy(bindingFile(), copies, index + 1),
  )
  const partThreads = await startThreads({ entry, addons })
  return {
    engine: { kind: 'native', version: binding.TF_Version, threads: parts, parts },
    makeBackend: splitBackend(binding, partThreads),
    close: partThreads.close,
  }
}

/** TensorFlow reads its environment once, while its library loads. */
function bindingOn(threads: number): Binding {
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads)
  process.env['TF_CPP_MIN_LOG_LEVEL'] = '2'
  // Other kernels round otherwise: the weights of a seed may not depend on the user's environment.
  process.env['TF_ENABLE_ONEDNN_OPTS'] = '1'
  return loadBinding()
}

/** Products whose result is known, with a unit for each part, and one optimizer step that must make it better. */
function prove({ engine, makeBackend }: LoadedEngine) {
  const units = engine.parts
  const config = backendConfig({ ...referenceConfig, hidden: [units] }, mnistShape)
  const [hidden, last] = layerShapes(config).map((shape) => ({
    shape,
    matrix: new Float32Array(shape.inputs * shape.outputs),
    biases: new Float32Array(shape.outputs),
  }))
  if (hidden === undefined || last === undefined) return
  hidden.matrix.fill(1, 0, units)
  for (let unit = 0; unit < units; unit += 1) last.matrix[unit * config.outputs + 3] = 5 / units
  const pixels = new Uint8Array(config.inputs)
  pixels[0] = 255
  const labels = Uint8Array.of(3)
  const backend = makeBackend(config, [hidden, last])
  const before = backend.step(pixels, labels, { step: 1, learningRate: 0.1 }).loss
  const after = backend.measure(pixels, labels).loss
  backend.dispose()
  const expected = Math.log(1 + 9 * Math.exp(-5))
  if (Math.abs(before - expected) > 1e-4)
    throw new Error(`It computes wrongly: ${String(before)} instead of ${String(expected)}`)
  if (!(after < before)) throw new Error('It computes wrongly: a step did not lower the loss')
}
