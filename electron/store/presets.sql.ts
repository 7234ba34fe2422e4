import { all, change, q, write, type Db } from './database.ts'
import type { PresetTable } from './tables.ts'

/** People's own presets, by name. */
export const ownPresets = (db: Db): readonly PresetTable[] =>
  all(db, q.selectFrom('preset').selectAll().orderBy('name'))

export function savePreset(db: Db, preset: PresetTable): void {
  write(db, () =>
    change(
      db,
      q
        .insertInto('preset')
        .values(preset)
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ config: preset.config })),
    ),
  )
}

/** False when there is none of that name. */
export const deletePreset = (db: Db, name: string): boolean =>
  write(db, () => change(db, q.deleteFrom('preset').where('name', '=', name))) > 0
