import * as v from 'valibot'
import { RunId, type StartRun } from '../contract/entities.ts'
import type { TrainConfig } from '../contract/train-config.ts'
import { AppError } from '../contract/errors.ts'
import { copyChanges, epochsChangesOf } from '../store/changes.sql.ts'
import { write, type Db } from '../store/database.ts'
import { addRun, runById, runsCalled } from '../store/runs.sql.ts'
import { divide } from '../train/dataset.ts'
import { mnistTrainImages } from './datasets.ts'
import { nameFor, numberedName } from './differences.ts'
import type { Announcer } from './events.ts'

export interface Enqueuing {
  readonly db: Db
  readonly now: () => number
  readonly random: () => number
}

/** What the answers about runs need. */
export interface RunsOptions extends Enqueuing {
  readonly news: Pick<Announcer, 'emit'>
  /** Called when a run has been added to the queue. */
  readonly onQueued: () => void
}

/** A new id: 50 random bits as ten characters of base 32 (digits and letters without i, l, o, u). */
function newRunId(random: () => number): RunId {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  const letters = Array.from({ length: 10 }, () => alphabet.charAt(Math.floor(random() * 32)))
  return v.parse(RunId, letters.join(''))
}

const stepsOf = (config: TrainConfig, epochs: number) =>
  Math.ceil(divide(config, mnistTrainImages).train / config.batch) * epochs

const isTaken = (db: Db) => (name: string) => runsCalled(db, name).length > 0

/** Adds a queued run and returns its id. */
export function enqueueRun({ db, now, random }: Enqueuing, start: StartRun): RunId {
  const { config } = start
  const id = newRunId(random)
  addRun(db, {
    id,
    name: start.name ?? nameFor(config, isTaken(db)),
    note: start.note,
    config: JSON.stringify(config),
    steps: stepsOf(config, config.epochs),
    created_at: now(),
    wanted_engine: start.engine ?? null,
    wanted_threads: start.threads ?? null,
  })
  return id
}

/** Adds a queued run that repeats another from its record, and returns its id. */
export const enqueueRepeat = ({ db, now, random }: Enqueuing, original: RunId): RunId =>
  write(db, () => {
    const { name, config, engine } = runById(db, original)
    if (engine === null)
      throw new AppError(
        'conflict',
        `Run ${name} has not trained yet, so there is nothing to repeat`,
      )
    const epochs = epochsChangesOf(db, original).at(-1)?.epochs ?? config.epochs
    const id = newRunId(random)
    addRun(db, {
      id,
      name: numberedName(`Repeat of ${name}`, isTaken(db)),
      note: '',
      config: JSON.stringify(config),
      steps: stepsOf(config, epochs),
      epochs,
      created_at: now(),
      wanted_engine: engine.kind,
      wanted_threads: engine.threads,
      reproduces: original,
    })
    copyChanges(db, original, id)
    return id
  })
