import type { ImportedBundle, InspectedBundle, WrittenBundle } from '../../contract/bundles.ts'
import type { Reply } from '../../contract/errors.ts'
import type { BundleToImport } from './import-bundle.ts'
import type { BundleToWrite } from './write-bundle.ts'

/** What a process that handles bundles is asked for, on the database of a data folder. */
export type ToBundler =
  | ({ readonly kind: 'write'; readonly database: string } & BundleToWrite)
  | { readonly kind: 'inspect'; readonly path: string }
  | ({ readonly kind: 'import'; readonly database: string } & BundleToImport)

/** What comes of a job, by its kind. */
export interface Bundled {
  readonly write: WrittenBundle
  readonly import: ImportedBundle
  readonly inspect: InspectedBundle
}

export type FromBundler<K extends keyof Bundled = keyof Bundled> = Reply<Bundled[K]>
