import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { interpreterIn, makeEnvironment } from './virtual-environment.ts'

/** A Python that can run some of the programs we compare with, or why there is none. */
export type Interpreter =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly why: string }

export interface Python {
  readonly torch: Interpreter
  /** With Pillow beside it, for a DataLoader. */
  readonly torchAndPillow: Interpreter
  readonly jax: Interpreter
}

/** The versions that our numbers were taken with. */
const packages = ['torch==2.13.0', 'jax==0.10.2', 'numpy==2.4.6', 'pillow==13.0.0']

const environment = join(import.meta.dirname, '..', '.cache', 'bench-python')
const installed = interpreterIn(environment)

/** The one that BENCH_PYTHON names, else the one that `installPython` made, else the machine's. */
const chosen = () => process.env['BENCH_PYTHON'] ?? (existsSync(installed) ? installed : 'python3')

/** Finds out what the chosen Python can import. */
export async function findPython(path = chosen()): Promise<Python> {
  const having = async (...modules: readonly string[]): Promise<Interpreter> => {
    try {
      await promisify(execFile)(path, ['-c', `import ${modules.join(', ')}`])
      return { kind: 'found', path }
    } catch {
      const why = `${path} has no ${modules.join(' and ')}: set BENCH_PYTHON, or npm run bench -- --install-python`
      return { kind: 'missing', why }
    }
  }
  const [torch, torchAndPillow, jax] = await Promise.all([
    having('torch'),
    having('torch', 'PIL', 'numpy'),
    having('jax'),
  ])
  return { torch, torchAndPillow, jax }
}

/** Makes a virtual environment with the packages that we compare with, from PyPI. Throws when that fails. */
export const installPython = (say: (doing: string) => void): Promise<void> =>
  makeEnvironment(environment, packages, say)
