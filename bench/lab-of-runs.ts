import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { mnistShape } from '../electron/contract/datasets.ts'
import type { RunId, RunStatus } from '../electron/contract/entities.ts'
import { optimizers, referenceConfig, type TrainConfig } from '../electron/contract/train-config.ts'
import type { Epoch, MetricPoint } from '../electron/contract/training.ts'
import { change, openDatabase, q, write, type Db } from '../electron/store/database.ts'
import { addEpoch, addPoints } from '../electron/store/training.sql.ts'
import { stream } from '../electron/train/random.ts'

/** What a generated data folder holds; the same seed makes the same folder. */
export interface LabSize {
  readonly runs: number
  /** Of each run. */
  readonly points: number
  readonly epochs: number
  readonly checkpoints: number
  readonly bytesACheckpoint: number
  readonly seed: number
}

const ended: readonly RunStatus[] = ['completed', 'completed', 'completed', 'stopped', 'paused']
const words = ['wide', 'narrow', 'baseline', 'λ sweep', 'Größe', 'final', 'smooth', 'übung']
const day = 86_400_000

const pick = <T>(random: RandomGenerator, from: readonly [T, ...T[]] | readonly T[]): T =>
  from[uniformInt(random, 0, from.length - 1)] as T

const share = (random: RandomGenerator): number => uniformFloat64(random)

function configOf(random: RandomGenerator, index: number): TrainConfig {
  return {
    ...referenceConfig,
    hidden: pick(random, [[], [128], [500], [512, 256]]),
    optimizer: pick(random, optimizers),
    learningRate: 10 ** (-4 + 3 * share(random)),
    batch: pick(random, [32, 100, 256]),
    seed: index + 1,
  }
}

/** A noisy curve that falls to its end. */
function pointsOf(random: RandomGenerator, count: number): readonly MetricPoint[] {
  const floor = 0.02 + 0.05 * share(random)
  return Array.from({ length: count }, (_, index) => {
    const loss = (floor + 2 / (1 + index)) * (0.8 + 0.4 * share(random))
    const error = Math.min(1, Math.round(loss * 600) / 2000)
    const step = (index + 1) * 20
    return { step, loss, error, images: 2000, seconds: step / 300 }
  })
}

function epochsOf(random: RandomGenerator, { epochs, points }: LabSize): readonly Epoch[] {
  const floor = 0.01 + 0.05 * share(random)
  return Array.from({ length: epochs }, (_, index) => {
    const error = Math.round((floor + 0.1 / (1 + index)) * (0.9 + 0.2 * share(random)) * 1e4) / 1e4
    const score = { loss: error * 4, error }
    return {
      epoch: index + 1,
      step: Math.round((points * 20 * (index + 1)) / epochs),
      seconds: 4,
      imagesPerSecond: 15_000,
      running: score,
      train: { loss: error, error: error / 3 },
      test: score,
      validation: null,
    }
  })
}

/** Ten letters and digits in the order of the runs. */
export const idOf = (index: number): RunId => index.toString(36).padStart(10, '0') as RunId

function addRun(db: Db, index: number, size: LabSize): void {
  const random = stream(size.seed + index, 0)
  const id = idOf(index)
  const config = { ...configOf(random, index), epochs: size.epochs }
  const steps = size.points * 20
  const createdAt = Date.UTC(2026, 0, 1) + (index * day) / 50
  const status = pick(random, ended)
  change(
    db,
    q.insertInto('run').values({
      id,
      name: `Run ${String(index + 1)} ${pick(random, words)}`,
      note: share(random) < 0.3 ? `Tried ${pick(random, words)} after ${pick(random, words)}` : '',
      tags: JSON.stringify(share(random) < 0.5 ? [pick(random, words), pick(random, words)] : []),
      colour: (index % 10) + 1,
      status,
      reason: null,
      config: JSON.stringify(config),
      dataset_sha256: 'd'.repeat(64),
      wanted_engine: null,
      wanted_threads: null,
      engine: 'native',
      engine_version: '2.21.0',
      threads: 2,
      created_at: createdAt,
      started_at: createdAt,
      ended_at: createdAt + 60_000,
      deleted_at: null,
      place: index + 1,
      steps,
      step: steps,
      epoch: size.epochs,
      seconds: steps / 300,
      images_per_second: null,
      seconds_left: null,
      owner: null,
      heartbeat_at: null,
      revision: index + 1,
      rate_requested: null,
      epochs_requested: null,
      epochs: null,
      kept_epoch: null,
      reproduces: null,
      archived_at: null,
      shape: JSON.stringify(mnistShape),
    }),
  )
  addPoints(db, id, pointsOf(random, size.points))
  for (const epoch of epochsOf(random, size)) addEpoch(db, id, epoch)
  addCheckpoints(db, id, size)
}

function addCheckpoints(
  db: Db,
  run: RunId,
  { checkpoints, epochs, points, ...size }: LabSize,
): void {
  const weights = Buffer.alloc(size.bytesACheckpoint, run)
  const sha256 = createHash('sha256').update(weights).digest('hex')
  const steps = Array.from({ length: checkpoints }, (_, index) => ({
    epoch: Math.round((epochs * (index + 1)) / checkpoints),
    step: Math.round((points * 20 * (index + 1)) / checkpoints),
  }))
  for (const { epoch, step } of steps) {
    const bytes = weights.byteLength
    change(db, q.insertInto('checkpoint').values({ run, step, epoch, sha256, bytes, weights }))
  }
  const last = steps.at(-1)
  if (!last) return
  const state = { step: last.step, is_epoch_end: 1, sha256: '', state: '{}', slots: weights }
  change(db, q.insertInto('resume_point').values({ run, ...state }))
}

/** Runs that are written in one transaction. */
const runsAtOnce = 50

/** Makes a database with runs that have ended; a few seconds for 1,000 runs of 5,000 points. */
export function fillLab(file: string, size: LabSize): void {
  const db = openDatabase(file)
  try {
    // A folder that is made for measuring may be lost.
    db.pragma('synchronous = OFF')
    for (let first = 0; first < size.runs; first += runsAtOnce)
      write(db, () => {
        const end = Math.min(size.runs, first + runsAtOnce)
        for (let index = first; index < end; index += 1) addRun(db, index, size)
      })
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
  onDisk(file)
}

/** Else the first write that is measured would wait until the disk has taken all of this. */
function onDisk(file: string): void {
  const opened = openSync(file, 'r+')
  fsyncSync(opened)
  closeSync(opened)
}
