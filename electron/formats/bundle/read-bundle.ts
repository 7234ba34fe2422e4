import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import type * as v from 'valibot'
import { AppError } from '../../contract/errors.ts'
import { unreadable } from '../open-file.ts'
import { parseAs, parseJson } from './bundle-json.ts'
import { drawingsName, Manifest, manifestName, mostManifestBytes } from './manifest.ts'
import { refuseBundle } from './refuse-bundle.ts'
import { chunksOf, filesIn, type StoredFile, type ZipOnDisk } from './stored-zip.ts'

/** A schema that gives back what it takes. */
export type Plain<T> = v.GenericSchema<T, T>

/** A bundle whose manifest fits its files. Whatever is read to its end has the hash that the manifest says. */
export interface BundleReader {
  readonly manifest: Manifest
  /** Of the file. */
  readonly bytes: number
  readonly has: (name: string) => boolean
  readonly bytesOf: (name: string) => number
  readonly sha256Of: (name: string) => string
  readonly chunks: (name: string) => Generator<Buffer>
  /** The whole of a file that has so many bytes; throws where it has more or fewer. */
  readonly whole: (name: string, bytes: number) => Buffer
  readonly json: <S extends v.GenericSchema>(name: string, schema: S) => v.InferOutput<S>
  /** A line is checked when the file is read for the first time; later its hash says that it is the same. */
  readonly rows: <T>(name: string, schema: Plain<T>) => Generator<T>
  /** Names of files that have not been read to their end. */
  readonly unread: () => readonly string[]
  /** Its lines as they are, with their numbers from 1 on. */
  readonly lines: (name: string) => Generator<{ readonly text: string; readonly number: number }>
  readonly close: () => void
}

/** Characters of a line: a drawing of 20,000 points has half of it. */
const mostLine = 1_000_000
const mostJsonBytes = 4_000_000

/** Opens a bundle and checks all but the contents of its files; throws an AppError of code `unreadable`. */
export function openBundle(path: string): BundleReader {
  const zip = openPlain(path)
  try {
    return readerOf(zip)
  } catch (error) {
    closeSync(zip.descriptor)
    throw error
  }
}

function openPlain(path: string): ZipOnDisk {
  try {
    // A pipe must not be waited for. Windows knows no such flag.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0))
    const facts = fstatSync(descriptor)
    if (facts.isFile()) return { descriptor, bytes: facts.size }
    closeSync(descriptor)
  } catch (error) {
    throw unreadable(path, error)
  }
  throw new AppError('unreadable', `${path}: must be a file, found something else`)
}

function readerOf(zip: ZipOnDisk): BundleReader {
  const files = filesIn(zip)
  const manifest = manifestOf(zip, files)
  const found = new Map(files.map((file) => [file.name, file]))
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
  const read = new Set<string>()
  const checked = new Set<string>()

  const fileCalled = (name: string): StoredFile =>
    found.get(name) ?? refuseBundle(name, 'in the bundle', 'nothing')

  function* chunks(name: string): Generator<Buffer> {
    const hash = createHash('sha256')
    for (const chunk of chunksOf(zip, fileCalled(name))) {
      hash.update(chunk)
      yield chunk
    }
    const sha256 = hash.digest('hex')
    if (sha256 !== hashes.get(name))
      refuseBundle(`SHA-256 of ${name}`, hashes.get(name) ?? 'in the manifest', sha256)
    read.add(name)
  }

  function whole(name: string, bytes: number): Buffer {
    const file = fileCalled(name)
    if (file.bytes !== bytes)
      refuseBundle(`length of ${name}`, `${String(bytes)} bytes`, file.bytes)
    const all = Buffer.alloc(bytes)
    let at = 0
    for (const chunk of chunks(name)) at += chunk.copy(all, at)
    return all
  }

  function* lines(name: string) {
    let number = 0
    for (const text of linesOf(chunks(name), name)) {
      number += 1
      yield { text, number }
    }
  }

  return {
    manifest,
    bytes: zip.bytes,
    has: (name) => found.has(name),
    bytesOf: (name) => fileCalled(name).bytes,
    sha256Of: (name) => hashes.get(name) ?? refuseBundle(name, 'in the bundle', 'nothing'),
    chunks,
    whole,
    json: (name, schema) => {
      const { bytes } = fileCalled(name)
      if (bytes > mostJsonBytes)
        refuseBundle(`length of ${name}`, `at most ${String(mostJsonBytes)} bytes`, bytes)
      return parseAs(schema, parseJson(whole(name, bytes).toString(), name), name)
    },
    rows: function* <T>(name: string, schema: Plain<T>) {
      const isChecked = checked.has(name)
      for (const { text, number } of lines(name)) {
        const field = `${name}, line ${String(number)}`
        yield isChecked ? (JSON.parse(text) as T) : parseAs(schema, parseJson(text, field), field)
      }
      checked.add(name)
    },
    lines,
    unread: () => manifest.files.map(({ name }) => name).filter((name) => !read.has(name)),
    close: () => {
      closeSync(zip.descriptor)
    },
  }
}

function manifestOf(zip: ZipOnDisk, files: readonly StoredFile[]): Manifest {
  const last = files.at(-1)
  if (last?.name !== manifestName) return refuseBundle('its last file', manifestName, last?.name)
  if (last.bytes > mostManifestBytes)
    refuseBundle(`length of ${manifestName}`, `at most ${String(mostManifestBytes)}`, last.bytes)
  const text = Buffer.concat([...chunksOf(zip, last)]).toString()
  const manifest = parseAs(Manifest, parseJson(text, manifestName), manifestName)
  checkFiles(manifest, files.slice(0, -1))
  checkFolders(manifest)
  return manifest
}

/** The manifest has the files of the bundle, each by its name and length. */
function checkFiles(manifest: Manifest, files: readonly StoredFile[]): void {
  if (manifest.files.length !== files.length)
    refuseBundle('files of the manifest', String(files.length), manifest.files.length)
  for (const [index, { name, bytes }] of manifest.files.entries()) {
    const file = files[index]
    if (name !== file?.name) refuseBundle('a file of the manifest', file?.name ?? 'none', name)
    if (bytes !== file.bytes) refuseBundle(`length of ${name}`, String(file.bytes), bytes)
  }
}

/** Each run has a folder of its own, and there is no other. */
function checkFolders({ runs, files }: Manifest): void {
  const folders = new Set(runs.map((id) => `runs/${id}/`))
  if (folders.size !== runs.length)
    refuseBundle('runs of the manifest', 'different from each other', runs.join(' '))
  for (const { name } of files) {
    const folder = name.slice(0, 'runs/0123456789/'.length)
    if (name !== drawingsName && !folders.has(folder))
      refuseBundle('a file of the bundle', 'of one of its runs', name)
  }
}

/** Each line ends in a line feed. */
function* linesOf(chunks: Iterable<Buffer>, name: string): Generator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const line = chunk.subarray(from, end)
      yield (rest.length === 0 ? line : Buffer.concat([rest, line])).toString()
      rest = Buffer.alloc(0)
      from = end + 1
    }
    rest = Buffer.concat([rest, chunk.subarray(from)])
    if (rest.length > mostLine)
      refuseBundle(`a line of ${name}`, `at most ${String(mostLine)} bytes`, rest.length)
  }
  if (rest.length > 0) refuseBundle(`the last line of ${name}`, 'ended by a line feed', 'none')
}
