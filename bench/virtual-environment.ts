import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The interpreter of a virtual environment in a folder. */
export const interpreterIn = (folder: string): string =>
  process.platform === 'win32'
    ? join(folder, 'Scripts', 'python.exe')
    : join(folder, 'bin', 'python')

/** Makes a virtual environment anew, with these packages from PyPI. Throws when that fails, and leaves nothing then. */
export async function makeEnvironment(
  folder: string,
  packages: readonly string[],
  say: (doing: string) => void,
): Promise<void> {
  // Half an environment would be taken for a whole one.
  rmSync(folder, { recursive: true, force: true })
  try {
    say(`making a virtual environment in ${folder}`)
    await run('python3', ['-m', 'venv', folder])
    say(`installing ${packages.join(', ')}`)
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1']
    await run(interpreterIn(folder), [...pip, ...packages])
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** A gigabyte at 2 MB a second. */
const withinMs = 10 * 60_000

async function run(command: string, args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(command, args, { timeout: withinMs, killSignal: 'SIGKILL' })
  } catch (cause) {
    const { stderr = '', message } = cause as Error & { readonly stderr?: string }
    const why = stderr.trim().split('\n').at(-1)
    throw new Error(`${command} ${args.slice(0, 3).join(' ')} failed: ${why || message}`, { cause })
  }
}
