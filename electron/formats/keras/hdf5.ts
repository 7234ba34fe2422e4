import { Dataset, ready, File as Hdf5File, type Group } from 'h5wasm'
import { AppError } from '../../contract/errors.ts'
import { refuse } from '../read-plain.ts'

export interface Hdf5Array {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Groups by their names, down to arrays. */
export interface Hdf5Group {
  readonly [name: string]: Hdf5Group | Hdf5Array
}

const isArray = (entry: Hdf5Group | Hdf5Array): entry is Hdf5Array =>
  entry['values'] instanceof Float32Array

/** An HDF5 file of these groups; it lies only in the memory of the library, which has a file system of its own. */
export async function hdf5Of(root: Hdf5Group): Promise<Uint8Array> {
  const { FS: files } = await ready
  const name = 'written.h5'
  const file = new Hdf5File(name, 'w')
  try {
    write(file, root)
  } finally {
    file.close()
  }
  const bytes = Uint8Array.from(files.readFile(name))
  files.unlink(name)
  return bytes
}

function write(group: Group, entries: Hdf5Group): void {
  for (const [name, entry] of Object.entries(entries))
    if (isArray(entry))
      group.create_dataset({ name, data: entry.values, shape: [...entry.shape], dtype: '<f' })
    else write(group.create_group(name), entry)
}

export interface WantedArray {
  /** Of groups and the array's own name. */
  readonly path: string
  readonly shape: readonly number[]
}

/**
 * The arrays of float32 at these paths. Each must lie plainly in the file with the shape it is wanted in: nothing is
 * allocated for another one, no link is followed out of the file.
 */
export async function readHdf5(
  bytes: Uint8Array,
  wanted: readonly WantedArray[],
): Promise<readonly Float32Array[]> {
  const library = await ready
  // It would print its errors otherwise.
  library.activate_throwing_error_handler()
  const { FS: files } = library
  const name = 'read.h5'
  // Its bytes are taken over, not copied.
  files.createDataFile('/', name, bytes, true, false, true)
  try {
    const file = new Hdf5File(name, 'r')
    try {
      return wanted.map((array) => valuesOf(file, array))
    } finally {
      file.close()
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      'unreadable',
      'Not a model this application can read: its weights are not an HDF5 file, or a damaged one',
      { cause: error },
    )
  } finally {
    files.unlink(name)
  }
}

function valuesOf(file: Hdf5File, { path, shape }: WantedArray): Float32Array {
  const found = file.get(path)
  if (!(found instanceof Dataset))
    return refuse(path, 'an array in the weights', found?.constructor.name)
  const { metadata, dtype } = found
  if (dtype !== '<f') refuse(`type of ${path}`, 'float32', JSON.stringify(dtype))
  if (metadata.virtual_sources !== undefined) refuse(path, 'in the file itself', 'elsewhere')
  if (found.shape?.join() !== shape.join())
    refuse(`shape of ${path}`, shape.join(' × '), found.shape?.join(' × '))
  const values = found.value
  if (!(values instanceof Float32Array)) return refuse(`type of ${path}`, 'float32', typeof values)
  return values
}
