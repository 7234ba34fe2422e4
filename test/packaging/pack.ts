import { extractFile, listPackage, statFile } from '@electron/asar'
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir, root } from '../../scripts/place.mjs'
import { run } from '../../scripts/run.mjs'

export interface Packed {
  /** The binary that people start. */
  readonly executable: string
  /** Every file of the archive, with whether it lies beside it on disk. */
  readonly files: ReadonlyMap<string, { readonly isUnpacked: boolean }>
  readonly text: (file: string) => string
  /** Puts all files into a folder, as Electron shows them to the application. */
  readonly spread: (dir: string) => void
  readonly remove: () => void
}

/** The bytes by which a tool finds the switches in Electron's binary. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** As Electron ships them: version, count, and on or off for each. */
const shippedFuses = '\x01\x09101100011'

/** Packs the built application with stand-ins for Electron's own files, which come from elsewhere. */
export async function pack(): Promise<Packed> {
  mkdirSync(cacheDir, { recursive: true })
  const work = mkdtempSync(join(cacheDir, 'packaging-'))
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const args = [
    builder,
    '--dir',
    '--linux',
    `-c.electronDist=${standIns(join(work, 'electron'))}`,
    `-c.directories.output=${join(work, 'dist')}`,
  ]
  const { ok, how, output } = await run(process.execPath, args, { cwd: root })
  const remove = () => {
    rmSync(work, { recursive: true, force: true })
  }
  if (!ok) {
    remove()
    throw new Error(`Packing failed (${how}): ${output}`)
  }
  const unpackedDir = join(work, 'dist', 'linux-unpacked')
  const archive = join(unpackedDir, 'resources', 'app.asar')
  return {
    executable: join(unpackedDir, 'digit-lab'),
    files: filesIn(archive),
    text: (file) => extractFile(archive, file.slice(1)).toString(),
    spread: (dir) => {
      spread(archive, dir)
    },
    remove,
  }
}

function standIns(dir: string): string {
  mkdirSync(join(dir, 'resources'), { recursive: true })
  writeFileSync(join(dir, 'electron'), `before ${fuseSentinel}${shippedFuses} after`, 'latin1')
  chmodSync(join(dir, 'electron'), 0o755)
  writeFileSync(join(dir, 'LICENSE'), '')
  return dir
}

function filesIn(archive: string): Packed['files'] {
  const entries = listPackage(archive, { isPack: false }).map(
    (path) => [path, statFile(archive, path.slice(1))] as const,
  )
  return new Map(
    entries.flatMap(([path, entry]) =>
      'files' in entry ? [] : [[path, { isUnpacked: entry.unpacked === true }] as const],
    ),
  )
}

function spread(archive: string, dir: string): void {
  for (const [file, { isUnpacked }] of filesIn(archive)) {
    const target = join(dir, file)
    mkdirSync(dirname(target), { recursive: true })
    if (isUnpacked) linkSync(join(`${archive}.unpacked`, file), target)
    else writeFileSync(target, extractFile(archive, file.slice(1)))
  }
}
