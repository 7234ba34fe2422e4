import type { RunId } from '../../contract/entities.ts'
import { namesOf } from '../../formats/bundle/manifest.ts'
import type { BundleReader } from '../../formats/bundle/read-bundle.ts'
import {
  EpochRow,
  LayersRow,
  Point,
  UsageRow,
  type BundledRun,
} from '../../formats/bundle/record-schema.ts'
import {
  forgetPurge,
  insertChange,
  insertCheckpoint,
  insertLogLine,
  insertResumePoint,
  insertRun,
} from '../../store/bundles.sql.ts'
import type { Db } from '../../store/database.ts'
import { keepEvaluation } from '../../store/evaluations.sql.ts'
import { addLayers } from '../../store/layers.sql.ts'
import { addLogLine } from '../../store/log.sql.ts'
import { addStint } from '../../store/stints.sql.ts'
import { addEpoch, addPoints } from '../../store/training.sql.ts'
import { addUsage } from '../../store/usage.sql.ts'
import { storedState } from '../resume-point.ts'
import { bytesAnImage, findingsIn } from './bundled-evaluation.ts'
import type { CheckedRun } from './check-run.ts'

/** What of a run depends on where it is imported. */
export interface NewPlace {
  readonly id: RunId
  readonly name: string
  readonly reproduces: RunId | null
  readonly now: number
}

/** Adds a run of a bundle with all that is on record of it; to be called within a write. */
export function addBundledRun(
  db: Db,
  reader: BundleReader,
  checked: CheckedRun,
  place: NewPlace,
): void {
  const { id, now } = place
  insertRun(db, rowOf(checked.run, place))
  forgetPurge(db, id)
  addCourse(db, reader, checked, id)
  for (const change of checked.changes) insertChange(db, { run: id, ...change })
  for (const stint of checked.stints) addStint(db, id, stint)
  for (const [index, line] of checked.log.entries())
    insertLogLine(db, { run: id, number: index + 1, ...line })
  addCheckpoints(db, reader, checked, id)
  addEvaluations(db, reader, checked, id)
  const { application } = reader.manifest
  addLogLine(db, id, {
    at: now,
    level: 'info',
    text: `Imported from a bundle that version ${application} wrote`,
  })
}

function rowOf(run: BundledRun, { id, name, reproduces, now }: NewPlace) {
  return {
    id,
    name,
    note: run.note,
    colour: run.colour,
    tags: JSON.stringify(run.tags),
    status: run.status,
    reason: run.reason,
    config: JSON.stringify(run.config),
    shape: JSON.stringify(run.shape),
    dataset_sha256: run.dataSha256,
    wanted_engine: run.wantedEngine,
    wanted_threads: run.wantedThreads,
    engine: run.engine,
    engine_version: run.engineVersion,
    threads: run.threads,
    parts: run.parts,
    created_at: run.createdAt,
    started_at: run.startedAt,
    // One that was open has ended by coming here.
    ended_at: run.endedAt ?? (run.status === 'interrupted' ? now : null),
    steps: run.steps,
    step: run.step,
    epoch: run.epoch,
    seconds: run.seconds,
    epochs: run.epochs,
    kept_epoch: run.keptEpoch,
    reproduces,
    origin: run.origin && JSON.stringify(run.origin),
    group_id: null,
    trial: null,
  }
}

const rowsAtOnce = 1000

function addCourse(db: Db, reader: BundleReader, { run }: CheckedRun, id: RunId): void {
  const names = namesOf(run.id)
  let points: Parameters<typeof addPoints>[2][number][] = []
  for (const point of reader.rows(names.points, Point)) {
    points.push(point)
    if (points.length < rowsAtOnce) continue
    addPoints(db, id, points)
    points = []
  }
  addPoints(db, id, points)
  for (const epoch of reader.rows(names.epochs, EpochRow)) addEpoch(db, id, epoch)
  for (const layers of reader.rows(names.layers, LayersRow)) addLayers(db, id, layers)
  for (const usage of reader.rows(names.usage, UsageRow)) addUsage(db, id, usage)
}

function addCheckpoints(db: Db, reader: BundleReader, checked: CheckedRun, id: RunId): void {
  const { run, checkpoints, weightBytes, resume, slotBytes } = checked
  const names = namesOf(run.id)
  for (const { epoch, step, sha256 } of checkpoints) {
    const weights = reader.whole(names.weights(step), weightBytes)
    insertCheckpoint(db, { run: id, epoch, step, sha256, bytes: weightBytes, weights })
  }
  if (!resume) return
  const { isEpochEnd, ...state } = resume
  const stored = storedState({ ...state, slots: reader.whole(names.slots, slotBytes) })
  const { step } = resume
  insertResumePoint(db, { run: id, step, is_epoch_end: Number(isEpochEnd), ...stored })
}

function addEvaluations(db: Db, reader: BundleReader, checked: CheckedRun, id: RunId): void {
  const { run, checkpoints, evaluations } = checked
  const names = namesOf(run.id)
  const hashes = new Map(checkpoints.map(({ step, sha256 }) => [step, sha256]))
  for (const [place, row] of evaluations.entries()) {
    const name = names.evaluation(place)
    const bytes = reader.whole(name, bytesAnImage * row.images)
    keepEvaluation(db, {
      run: id,
      step: row.step,
      image_set: row.set,
      data_sha256: row.dataSha256,
      weights_sha256: hashes.get(row.step) ?? '',
      images: row.images,
      loss: row.loss,
      error: row.error,
      ...findingsIn(bytes, row, run.shape.classes.length, name),
      sha256: row.sha256,
      made_at: row.madeAt,
    })
  }
}
