import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

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
const installed = join(environment, 'bin', 'python')

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
export async function installPython(say: (doing: string) => void): Promise<void> {
  // Half an environment would be taken for a whole one.
  rmSync(environment, { recursive: true, force: true })
  try {
    say(`making a virtual environment in ${environment}`)
    await run('python3', ['-m', 'venv', environment])
    say(`installing ${packages.join(', ')}`)
    await run(installed, ['-m', 'pip', 'install', '--disable-pip-version-check', ...packages])
  } catch (error) {
    rmSync(environment, { recursive: true, force: true })
    throw error
  }
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${command} ${args.slice(0, 3).join(' ')} failed`)
}
