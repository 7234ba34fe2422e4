import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { interpreterIn, makeEnvironment } from '../../bench/virtual-environment.ts'
import { withLock } from '../../scripts/lock.mjs'
import { cacheDir } from '../../scripts/place.mjs'

/** The programs that own the formats, in the versions that the files were seen to open in, and those that statistics are held against. */
const packages = [
  'keras==3.15.1',
  'tensorflow-cpu==2.21.0',
  'onnx==1.23.2',
  'onnxruntime==1.32.0',
  'safetensors==0.8.0',
  'torch==2.13.0',
  'numpy==2.4.6',
  'scipy==1.17.1',
  'statsmodels==0.15.0',
]

const environment = join(cacheDir, 'proof-python')
const record = join(environment, 'packages.json')

/** An interpreter, or why there is none. */
export type Python =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly why: string }

/** The one that PROOF_PYTHON names, else one of its own with all packages, which is made once. Never throws. */
export async function proofPython(): Promise<Python> {
  const named = process.env['PROOF_PYTHON']
  if (named !== undefined) return { kind: 'found', path: named }
  try {
    await withLock(join(cacheDir, 'proof-python.lock'), async () => {
      if (recorded() === JSON.stringify(packages)) return
      await makeEnvironment(environment, packages, (doing) => {
        process.stdout.write(`${doing}\n`)
      })
      writeFileSync(record, JSON.stringify(packages))
    })
    return { kind: 'found', path: interpreterIn(environment) }
  } catch (error) {
    return { kind: 'missing', why: error instanceof Error ? error.message : String(error) }
  }
}

function recorded(): string | null {
  try {
    return readFileSync(record, 'utf8')
  } catch {
    return null
  }
}

/** Why the interpreter cannot import these, or null. */
export async function whyNot(python: Python, modules: readonly string[]): Promise<string | null> {
  if (python.kind === 'missing') return python.why
  try {
    await promisify(execFile)(python.path, ['-c', `import ${modules.join(', ')}`])
    return null
  } catch {
    return `${python.path} does not start, or has no ${modules.join(', ')}`
  }
}
