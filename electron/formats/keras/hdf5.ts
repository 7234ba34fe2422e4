import { ready, File as Hdf5File, type Group } from 'h5wasm'

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
