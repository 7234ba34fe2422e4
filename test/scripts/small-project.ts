import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { tempDir } from '../temp-dir.ts'

const checkout = resolve(import.meta.dirname, '..', '..')

/** Builds a command line that prints its arguments, and counts in `built.log` how often. */
const builder = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
const out = join(process.argv[process.argv.indexOf('--outDir') + 1], 'main')
mkdirSync(out, { recursive: true })
appendFileSync('built.log', 'built\\n')
writeFileSync(join(out, 'cli.js'), "console.log(process.argv.slice(2).join(' '))\\n")
`

/**
 * A checkout as git leaves it, in a folder with a space: this project's scripts, one package that is a stand-in for
 * the bundler, and nothing that would need a network.
 */
export function smallProject(): string {
  const root = join(tempDir(), 'a folder')
  for (const folder of ['scripts', 'bin'])
    cpSync(join(checkout, folder), join(root, folder), { recursive: true })
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const manifest = {
    name: 'digit-lab',
    version: '0.1.0',
    type: 'module',
    bin: { 'digit-lab': 'bin/digit-lab.mjs' },
    devDependencies: { 'electron-vite': 'file:bundler' },
  }
  const bundler = { name: 'electron-vite', version: '1.0.0', type: 'module' }
  write('package.json', JSON.stringify(manifest))
  write(
    'package-lock.json',
    JSON.stringify({
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': manifest,
        bundler: { name: 'electron-vite', version: '1.0.0', dev: true },
        'node_modules/electron-vite': { resolved: 'bundler', link: true },
      },
    }),
  )
  write('electron.vite.config.ts', '')
  write('electron/cli.ts', '')
  write('bundler/package.json', JSON.stringify(bundler))
  write('bundler/bin/electron-vite.js', builder)
  return root
}
