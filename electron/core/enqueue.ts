import * as v from 'valibot'
import { misfit, type Dataset } from '../contract/datasets.ts'
import { RunId, type Run, type StartRun } from '../contract/entities.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'
import type { GroupId } from '../contract/groups.ts'
import { copyChanges, epochsChangesOf } from '../store/changes.sql.ts'
import { write, type Db } from '../store/database.ts'
import { addRun, isNameTaken, runById, wantedOf } from '../store/runs.sql.ts'
import { divide } from '../train/dataset.ts'
import { datasetCalled, refuseOtherData, shapeOf } from './datasets.ts'
import { nameFor, numberedName } from './differences.ts'
import type { Announcer } from './events.ts'
import { logQueued } from './run-log.ts'

export interface Enqueuing {
  readonly db: Db
  readonly now: () => number
  readonly random: () => number
}

/** What the answers about runs need. */
export interface RunsOptions extends Enqueuing {
  readonly news: Pick<Announcer, 'emit'>
}

/** A new id: 50 random bits as ten characters of base 32 (digits and letters without i, l, o, u). */
export function newId(random: () => number): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  const letters = Array.from({ length: 10 }, () => alphabet.charAt(Math.floor(random() * 32)))
  return letters.join('')
}

export const newRunId = (random: () => number): RunId => v.parse(RunId, newId(random))

/** The group of a run and its number there. */
export interface GroupPlace {
  readonly group_id?: GroupId
  readonly trial?: number
}

const stepsOf = (config: TrainConfig, { train }: Dataset, epochs: number) =>
  Math.ceil(divide(config, train).train / config.batch) * epochs

function refuseMisfit(config: TrainConfig, dataset: Dataset): void {
  const found = misfit(config, dataset)
  if (found)
    throw new AppError(
      'bad-input',
      `${found.rule} (config.${found.setting}: ${String(config[found.setting])})`,
    )
}

const isTaken = (db: Db) => (name: string) => isNameTaken(db, name)

/** Adds a queued run, to a group where one is named, and returns its id; the data set cannot go meanwhile. */
export const enqueueRun = (
  { db, now, random }: Enqueuing,
  start: StartRun,
  place: GroupPlace = {},
): RunId =>
  write(db, () => {
    const { config } = start
    const dataset = datasetCalled(db, config.dataset)
    refuseMisfit(config, dataset)
    const id = newRunId(random)
    addRun(db, {
      id,
      name: start.name ?? nameFor(config, isTaken(db)),
      note: start.note,
      config: JSON.stringify(config),
      shape: JSON.stringify(shapeOf(dataset)),
      steps: stepsOf(config, dataset, config.epochs),
      created_at: now(),
      wanted_engine: start.engine ?? null,
      wanted_threads: start.threads ?? null,
      ...place,
    })
    logQueued(db, id, now())
    return id
  })

/** An imported run cannot be repeated: nobody here knows how it was trained. */
function refuseImported({ name, origin }: Run): void {
  if (origin.kind === 'imported')
    throw new AppError(
      'conflict',
      `Run ${name} was imported from ${origin.fileName}, and how it was trained is not on record, so there is nothing to repeat`,
    )
}

/**
 * Adds a queued run like another but for its seed, with what was changed on the way of that one, and returns its id.
 * Both may be compared: data that has changed since is refused.
 */
export const enqueueSeed = (
  { db, now, random }: Enqueuing,
  original: RunId,
  { seed, name, ...place }: GroupPlace & { readonly seed: number; readonly name: string },
): RunId =>
  write(db, () => {
    const run = runById(db, original)
    refuseImported(run)
    const { config, dataset: began, rateChanges, epochsChanges } = run
    const dataset = datasetCalled(db, config.dataset)
    refuseOtherData(`Run ${original}`, began, dataset.sha256)
    const epochs = epochsChanges.at(-1)?.epochs ?? config.epochs
    const seeded = { ...config, seed }
    const id = newRunId(random)
    addRun(db, {
      id,
      name: numberedName(name, isTaken(db)),
      note: '',
      config: JSON.stringify(seeded),
      shape: JSON.stringify(shapeOf(began)),
      steps: stepsOf(seeded, dataset, epochs),
      ...(epochs !== config.epochs && { epochs }),
      created_at: now(),
      ...wantedOf(db, original),
      ...place,
    })
    if (rateChanges.length + epochsChanges.length > 0) copyChanges(db, original, id)
    logQueued(db, id, now())
    return id
  })

/** Adds a queued run that repeats another from its record, and returns its id. */
export const enqueueRepeat = ({ db, now, random }: Enqueuing, original: RunId): RunId =>
  write(db, () => {
    const run = runById(db, original)
    refuseImported(run)
    const { name, config, engine, dataset: began } = run
    if (engine === null)
      throw new AppError(
        'conflict',
        `Run ${name} has not trained yet, so there is nothing to repeat`,
      )
    const dataset = datasetCalled(db, config.dataset)
    refuseOtherData(`Run ${name}`, began, dataset.sha256)
    const epochs = epochsChangesOf(db, original).at(-1)?.epochs ?? config.epochs
    const id = newRunId(random)
    addRun(db, {
      id,
      name: numberedName(`Repeat of ${name}`, isTaken(db)),
      note: '',
      config: JSON.stringify(config),
      shape: JSON.stringify(shapeOf(began)),
      steps: stepsOf(config, dataset, epochs),
      epochs,
      created_at: now(),
      wanted_engine: engine.kind,
      wanted_threads: engine.threads,
      parts: engine.parts,
      reproduces: original,
    })
    copyChanges(db, original, id)
    logQueued(db, id, now())
    return id
  })
