import { closeSync, fsyncSync, openSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as v from 'valibot'
import type { WrittenBundle } from '../../contract/bundles.ts'
import type { RunId, RunStatus } from '../../contract/entities.ts'
import { AppError } from '../../contract/errors.ts'
import { ImportedConfig } from '../../contract/train-config.ts'
import {
  drawingsName,
  manifestName,
  namesOf,
  type Manifest,
} from '../../formats/bundle/manifest.ts'
import type { BundledRun } from '../../formats/bundle/record-schema.ts'
import { createZipStream, type WrittenFile } from '../../formats/bundle/zip-stream.ts'
import {
  allChangesOf,
  allUsageOf,
  asOfNow,
  evaluationsOf,
  isAtEpochEnd,
  pointsInLots,
  runRow,
  type StoredRun,
} from '../../store/bundles.sql.ts'
import { checkpointsOf } from '../../store/checkpoints.sql.ts'
import type { Db } from '../../store/database.ts'
import { keptDrawings } from '../../store/drawings.sql.ts'
import { storedEvaluation } from '../../store/evaluations.sql.ts'
import { layersOf } from '../../store/layers.sql.ts'
import { logOf } from '../../store/log.sql.ts'
import { storedOrigin } from '../../store/origins.sql.ts'
import { stintsOf } from '../../store/stints.sql.ts'
import { storedShape } from '../../store/stored-shape.ts'
import { epochsOf } from '../../store/training.sql.ts'
import { whole } from '../evaluation/stored.ts'
import { lineOf } from '../handwriting-lines.ts'
import { readResumePoint } from '../resume-point.ts'
import { soundWeights } from '../stored-weights.ts'

export interface BundleToWrite {
  readonly ids: readonly RunId[]
  readonly drawings: boolean
  /** A file that is not there yet. */
  readonly path: string
  /** Of the application. */
  readonly version: string
}

/**
 * Writes all that is on record of runs into a new file, as it is at one moment, and has it on the disk in the end. The
 * same record makes the same bytes.
 */
export async function writeBundle(
  db: Db,
  { ids, drawings, path, version }: BundleToWrite,
): Promise<WrittenBundle> {
  const descriptor = openSync(path, 'wx')
  try {
    const zip = createZipStream(descriptor)
    const files: WrittenFile[] = []
    const add = (name: string, chunks: Iterable<Uint8Array>) => {
      files.push(zip.add(name, chunks))
    }
    const found = await asOfNow(db, async () => {
      const runs = ids.map((id) => rowCalled(db, id))
      for (const run of runs) {
        for (const [name, chunks] of filesOf(db, run)) {
          add(name, chunks)
          // Whoever started this may be gone.
          await nextTurn()
        }
      }
      const kept = drawings ? keptDrawings(db) : []
      if (drawings) add(drawingsName, [Buffer.from(kept.map((one) => `${lineOf(one)}\n`).join(''))])
      return { runs, drawings: kept.length }
    })
    const manifest = {
      kind: 'digit-lab-runs',
      version: 1,
      application: version,
      runs: [...ids],
      files,
    } satisfies Manifest
    zip.add(manifestName, [json(manifest)])
    const written = zip.end()
    fsyncSync(descriptor)
    const runs = found.runs.map(({ id, name }) => ({ id: id as RunId, name }))
    return { runs, drawings: found.drawings, ...written }
  } finally {
    closeSync(descriptor)
  }
}

function rowCalled(db: Db, id: RunId): StoredRun {
  const row = runRow(db, id)
  if (!row) throw new AppError('not-found', `No run has the id ${id}`)
  return row
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

const lines = (rows: readonly unknown[]) =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))

type FileToWrite = readonly [name: string, chunks: Iterable<Uint8Array>]

function* pointLines(db: Db, id: RunId): Generator<Buffer> {
  for (const points of pointsInLots(db, id)) yield lines(points)
}

/** Every file of a run in its order, each made when it is its turn. */
function* filesOf(db: Db, row: StoredRun): Generator<FileToWrite> {
  const id = row.id as RunId
  const names = namesOf(id)
  yield [names.run, [json(bundled(row))]]
  yield [names.points, pointLines(db, id)]
  yield [names.epochs, [lines(epochsOf(db, id))]]
  yield [names.layers, [lines(layersOf(db, id))]]
  yield [names.usage, [lines(allUsageOf(db, id))]]
  yield [names.stints, [lines(stintsOf(db, id))]]
  yield [names.changes, [lines(allChangesOf(db, id))]]
  yield [names.log, [lines(logOf(db, id))]]
  yield* checkpointFiles(db, row)
  yield* evaluationFiles(db, id)
}

function* checkpointFiles(db: Db, { id: run, name }: StoredRun): Generator<FileToWrite> {
  const id = run as RunId
  const names = namesOf(id)
  const checkpoints = checkpointsOf(db, id)
  const rows = checkpoints.map(({ epoch, step, sha256 }) => ({ epoch, step, sha256 }))
  yield [names.checkpoints, [lines(rows)]]
  for (const { step } of checkpoints)
    yield [names.weights(step), [soundWeights(db, { id, name }, step)]]
  const resume = readResumePoint(db, { id, name })
  if (!resume) return
  const { slots, ...place } = resume.state
  yield [names.resume, [json({ isEpochEnd: isAtEpochEnd(db, id), ...place })]]
  yield [names.slots, [slots]]
}

function* evaluationFiles(db: Db, id: RunId): Generator<FileToWrite> {
  const names = namesOf(id)
  // One that is damaged is made again where it is asked for.
  const found = evaluationsOf(db, id).flatMap(({ step, image_set }) => {
    const row = storedEvaluation(db, { run: id, step, image_set })
    return row && whole(row) ? row : []
  })
  const rows = found.map((row) => ({
    step: row.step,
    set: row.image_set,
    dataSha256: row.data_sha256,
    images: row.images,
    loss: row.loss,
    error: row.error,
    sha256: row.sha256,
    madeAt: row.made_at,
  }))
  yield [names.evaluations, [lines(rows)]]
  for (const [place, { predicted, confidence, truth }] of found.entries())
    yield [names.evaluation(place), [predicted, confidence, truth]]
}

/** Why a run that has not ended is one that was interrupted where it is read. */
const openReasons: Partial<Record<RunStatus, string>> = {
  running: 'It was training when it was exported',
  queued: 'It was waiting when it was exported',
}

function originOf({ origin }: StoredRun): BundledRun['origin'] {
  const from = storedOrigin(origin)
  return from.kind === 'imported' ? { ...from, assumed: [...from.assumed] } : null
}

function bundled(row: StoredRun): BundledRun {
  const open = openReasons[row.status]
  return {
    id: row.id as RunId,
    name: row.name,
    note: row.note,
    tags: JSON.parse(row.tags) as string[],
    colour: row.colour,
    status: open === undefined ? (row.status as BundledRun['status']) : 'interrupted',
    reason: open ?? row.reason,
    origin: originOf(row),
    config: v.parse(ImportedConfig, JSON.parse(row.config)),
    shape: { ...storedShape(row.shape), classes: [...storedShape(row.shape).classes] },
    dataSha256: row.dataset_sha256,
    wantedEngine: row.wanted_engine as BundledRun['wantedEngine'],
    wantedThreads: row.wanted_threads,
    engine: row.engine as BundledRun['engine'],
    engineVersion: row.engine_version,
    threads: row.threads,
    parts: row.parts,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    steps: row.steps,
    step: row.step,
    epoch: row.epoch,
    seconds: row.seconds,
    epochs: row.epochs,
    keptEpoch: row.kept_epoch,
    reproduces: row.reproduces as RunId | null,
  }
}
