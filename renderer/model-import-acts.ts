import { importEndings } from './lib/model-import/model-file.ts'
import { pickFiles } from './lib/pick-files.ts'
import { t, tCount } from './lib/translate.ts'
import { useModelImports, type NewcomerRun } from './stores/model-imports.ts'
import { useRuns } from './stores/runs.ts'
import { useUndo } from './stores/undo.ts'

/** How models come in: from a file dialog, and then what was said of them. */
export function useModelImportActs() {
  const imports = useModelImports()
  const runs = useRuns()
  const { did } = useUndo()

  const pick = () => {
    pickFiles(importEndings, imports.take)
  }

  /** Says which runs are new, and offers to take them to the bin. */
  function told(added: readonly NewcomerRun[]): void {
    const [first] = added
    if (!first) return
    const ids = added.map(({ id }) => id)
    did(
      added.length === 1
        ? t('import.importedOne', { name: first.name })
        : tCount('import.importedOne', 'import.imported', added.length),
      () => runs.remove(ids),
      () => runs.restore(ids),
      added.length === 1
        ? { link: { label: t('menu.open'), to: { name: 'run', params: { id: first.id } } } }
        : {},
    )
  }

  /** Imports what can be. Tells whether nothing is left to say of any file. */
  async function importAll(): Promise<boolean> {
    const added = await imports.importAll()
    told(added)
    return imports.files.every(
      ({ state }) => state.kind === 'done' && state.runs.every(({ isNew }) => isNew),
    )
  }

  return { pick, importAll }
}
