import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { leastSide, mostSide } from '../contract/datasets.ts'
import { AppError } from '../contract/errors.ts'
import type { ImageSize, LabelledImage, ReadingOf } from './labelled-image.ts'
import { sortedNaturally } from './natural-order.ts'
import { readSmallFile, unreadable } from './open-file.ts'
import { laidOn, pictureSize, readPicture, type Picture } from './picture.ts'

export interface FolderOptions {
  /** Pictures are fitted into it; null: all must have one size already. */
  readonly size: ImageSize | null
  /** For dark on white: black becomes white. */
  readonly isInverted: boolean
}

/** The class folders of a set of pictures. */
export interface ClassFolders {
  readonly folder: string
  /** Names of its folders, sorted as people would. */
  readonly classes: readonly string[]
}

const mostFileBytes = 64 * 1024 * 1024
const mostPixels = 25_000_000
/** Pictures that are decoded at the same time. */
const atOnce = 4

/** What file managers leave behind. */
const isLitter = (name: string) =>
  name.startsWith('.') || ['thumbs.db', 'desktop.ini'].includes(name.toLowerCase())

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder)
    return sortedNaturally(names.filter((name) => !isLitter(name)))
  } catch (error) {
    throw unreadable(folder, error)
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** The folders in a folder; files beside them are passed over. */
async function foldersIn(folder: string): Promise<ClassFolders> {
  const classes: string[] = []
  for (const name of await namesIn(folder))
    if (await isFolder(join(folder, name))) classes.push(name)
  return { folder, classes }
}

/** What a folder of pictures is divided into: its folders `train` and `test`, or nothing yet. */
export async function partsOf(
  folder: string,
): Promise<{ readonly train: ClassFolders; readonly test: ClassFolders | null }> {
  const whole = await foldersIn(folder)
  if (!whole.classes.includes('train') || !whole.classes.includes('test'))
    return { train: whole, test: null }
  return {
    train: await foldersIn(join(folder, 'train')),
    test: await foldersIn(join(folder, 'test')),
  }
}

interface PictureFile {
  readonly label: string
  readonly file: string
}

async function filesOf({ folder, classes }: ClassFolders): Promise<readonly PictureFile[]> {
  const files: PictureFile[] = []
  for (const label of classes) {
    const names = await namesIn(join(folder, label))
    if (names.length === 0)
      throw new AppError(
        'unreadable',
        `${join(folder, label)}: number of pictures must be at least 1, found 0`,
      )
    for (const name of names) files.push({ label, file: join(folder, label, name) })
  }
  return files
}

function refuseOtherSides({ rows, columns }: ImageSize): void {
  if (Math.min(rows, columns) >= leastSide && Math.max(rows, columns) <= mostSide) return
  const limits = `${String(leastSide)} to ${String(mostSide)} pixels a side unless a size is given`
  throw new AppError(
    'unreadable',
    `size must be ${limits}, found ${String(rows)} × ${String(columns)}`,
  )
}

/** Fits a picture into a size, or takes it as it is where none is given. */
async function pictureIn(
  bytes: Uint8Array,
  { file }: PictureFile,
  { size, isInverted }: FolderOptions,
): Promise<Picture> {
  const side = isInverted ? 255 : 0
  const background = { r: side, g: side, b: side, alpha: 1 }
  try {
    if (size) {
      const { columns: width, rows: height } = size
      return await readPicture(bytes, { width, height, fit: 'contain', background }, mostPixels)
    }
    // Before it is decoded: it would take the memory that its header asks for.
    const { width, height } = await pictureSize(bytes)
    refuseOtherSides({ rows: height, columns: width })
    return await readPicture(bytes, {})
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError('unreadable', `${file}: ${error.message}`, { cause: error })
  }
}

async function decoded(
  picture: PictureFile,
  options: FolderOptions,
): Promise<{ readonly image: LabelledImage; readonly sha256: string }> {
  const { file, label } = picture
  const { bytes, sha256 } = await readSmallFile(file, mostFileBytes)
  const found = await pictureIn(bytes, picture, options)
  const grey = laidOn(options.isInverted ? 255 : 0, found)
  const pixels = options.isInverted ? grey.map((value) => 255 - value) : grey
  return {
    image: { rows: found.height, columns: found.width, pixels, label, place: file },
    sha256,
  }
}

/**
 * The pictures in the folders of classes, made grey. As the hash of the whole folder it tells that of a list of lines
 * `HASH  CLASS/FILE` in their order. Throws an AppError that names the file.
 */
export async function* readFolder(
  folders: ClassFolders,
  options: FolderOptions,
  tell: ReadingOf,
): AsyncGenerator<LabelledImage> {
  const files = await filesOf(folders)
  const hash = createHash('sha256')
  for (let from = 0; from < files.length; from += atOnce) {
    const some = files.slice(from, from + atOnce)
    const pictures = await Promise.all(some.map((file) => decoded(file, options)))
    for (const { image, sha256 } of pictures) {
      hash.update(`${sha256}  ${image.label}/${basename(image.place)}\n`)
      yield image
    }
    tell.progress(Math.min(1, (from + atOnce) / files.length))
  }
  tell.source({ file: folders.folder, sha256: hash.digest('hex') })
}
