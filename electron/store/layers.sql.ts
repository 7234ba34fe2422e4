import type { RunId } from '../contract/entities.ts'
import type { EpochLayers, LayerReport } from '../contract/training.ts'
import { all, change, q, type Db } from './database.ts'

/** Adds the layers of an epoch; those that are there already, as after a resume, are written again. */
export function addLayers(db: Db, run: RunId, { epoch, layers }: EpochLayers): void {
  for (const report of layers)
    change(
      db,
      q
        .replaceInto('layer')
        .values({ run, epoch, layer: report.layer, report: JSON.stringify(report) }),
    )
}

/** The layers of a run at the end of each epoch, in order. */
export function layersOf(db: Db, run: RunId): readonly EpochLayers[] {
  const rows = all(
    db,
    q
      .selectFrom('layer')
      .select(['epoch', 'report'])
      .where('run', '=', run)
      .orderBy('epoch')
      .orderBy('layer'),
  )
  const epochs = Map.groupBy(rows, ({ epoch }) => epoch)
  return [...epochs].map(([epoch, reports]) => ({
    epoch,
    layers: reports.map(({ report }) => JSON.parse(report) as LayerReport),
  }))
}
