import { referenceConfig, type TrainConfig } from '../electron/contract/train-config.ts'
import type { EngineKind } from '../electron/contract/training.ts'
import { withHugePages } from '../electron/train/huge-pages.ts'
import { mnistFolder } from './mnist.ts'
import type { Interpreter, Python } from './python.ts'
import { runOurs, runProgram } from './run-program.ts'
import { least, type Program } from './turns.ts'
import type { Timed } from './verdict.ts'

/** What every program prints that trains for some epochs, in seconds an epoch. */
export interface EpochTimes {
  /** Of the training steps alone, the gathering of their images included. */
  readonly steps: readonly number[]
  /** Of steps, scoring of both sets, and all else; fewer where the beginning of the first is not known. */
  readonly whole: readonly number[]
  /** Share of test images read wrong at the end, as proof that the work was done. */
  readonly testError: number
}

export type EpochProgram = Program<EpochTimes>

/** What product.ts is asked for. */
export interface ProductInput {
  readonly config: TrainConfig
  readonly threads: number
  readonly engine: EngineKind
}

/** What bare-loop.ts and bare-split.ts are asked for. */
export interface Size {
  readonly epochs: number
  readonly threads: number
}

/** The application's own core and trainer, with all that they keep and announce. */
export const product = (
  name: string,
  { epochs, threads }: Size,
  config: Partial<TrainConfig> = {},
  engine: EngineKind = 'native',
): EpochProgram => ({
  name,
  run: () => {
    const input: ProductInput = {
      config: { ...referenceConfig, ...config, epochs },
      threads,
      engine,
    }
    return runOurs('product.ts', input)
  },
})

/** The least that trains the reference network on native TensorFlow. */
export const bareLoop = (size: Size): EpochProgram => ({
  name: 'bare loop',
  // On several threads the product has its network split, so that only the same way of using them compares.
  run: () => runOurs(size.threads > 1 ? 'bare-split.ts' : 'bare-loop.ts', size, withHugePages),
})

/** A program in a Python that has what it needs; in one that has not, it fails with what is missing. */
export interface PythonProgram extends EpochProgram {
  readonly interpreter: Interpreter
}

const inPython = (
  name: string,
  interpreter: Interpreter,
  [file, kind]: readonly [file: string, kind: string],
  { epochs, threads }: Size,
): PythonProgram => ({
  name,
  interpreter,
  run: () => {
    if (interpreter.kind === 'missing') return Promise.reject(new Error(interpreter.why))
    return runProgram(interpreter.path, file, [mnistFolder, String(epochs), String(threads), kind])
  },
})

/** Images in memory as floats, the optimizer as most people write it. */
export const pytorch = ({ torch }: Python, size: Size): PythonProgram =>
  inPython('PyTorch', torch, ['pytorch.py', 'plain'], size)

/** The same with the option of its optimizer that few know. */
export const pytorchFused = ({ torch }: Python, size: Size): PythonProgram =>
  inPython('PyTorch, fused Adam', torch, ['pytorch.py', 'fused'], size)

/** As tutorials have it: one image at a time through a data set, a transform and a DataLoader. */
export const dataLoader = ({ torchAndPillow }: Python, size: Size): PythonProgram =>
  inPython('DataLoader', torchAndPillow, ['dataloader.py', ''], size)

/** A whole epoch as one compiled program. */
export const jax = (python: Python, size: Size): PythonProgram =>
  inPython('JAX', python.jax, ['jax_epoch.py', ''], size)

/** One that has learned nothing reads 0.9 wrong; the shortest of ours 0.3. */
const mostTestError = 0.5

/** The least time that a program took for a part of an epoch. Throws when it did not learn: then it did other work. */
export function leastOf(
  program: EpochProgram,
  results: ReadonlyMap<EpochProgram, readonly EpochTimes[]>,
  part: 'steps' | 'whole',
): Timed {
  const found = results.get(program) ?? []
  const worst = Math.max(...found.map(({ testError }) => testError))
  if (!(worst <= mostTestError))
    throw new Error(`${program.name} did not learn: it reads ${String(worst)} of test wrong`)
  return { name: program.name, seconds: least(found.flatMap((times) => times[part])) }
}
