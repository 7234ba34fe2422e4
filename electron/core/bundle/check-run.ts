import type { RunId } from '../../contract/entities.ts'
import type { LogLine } from '../../contract/run-list.ts'
import type { Stint } from '../../contract/training.ts'
import { namesOf } from '../../formats/bundle/manifest.ts'
import type { BundleReader, Plain } from '../../formats/bundle/read-bundle.ts'
import {
  BundledRun,
  ChangeRow,
  CheckpointRow,
  EpochRow,
  EvaluationRow,
  LayersRow,
  LogRow,
  Point,
  ResumeRow,
  StintRow,
  UsageRow,
} from '../../formats/bundle/record-schema.ts'
import { refuseBundle } from '../../formats/bundle/refuse-bundle.ts'
import { networkSize, parameterCount } from '../../train/network.ts'
import { slotCount } from '../../train/optimizer.ts'
import { bytesAnImage, findingsIn } from './bundled-evaluation.ts'

/** A run of a bundle whose every file was read and found to make sense with the others. */
export interface CheckedRun {
  readonly run: BundledRun
  readonly weightBytes: number
  readonly changes: readonly ChangeRow[]
  readonly stints: readonly Stint[]
  readonly log: readonly LogLine[]
  readonly checkpoints: readonly CheckpointRow[]
  readonly resume: ResumeRow | null
  readonly slotBytes: number
  readonly evaluations: readonly EvaluationRow[]
}

/** Of a file that is kept in memory. */
const mostListBytes = 16_000_000

/** Reads all of a run; throws an AppError of code `unreadable` at the first thing that is wrong. */
export function checkRun(reader: BundleReader, id: RunId): CheckedRun {
  const names = namesOf(id)
  const run = reader.json(names.run, BundledRun)
  if (run.id !== id) refuseBundle(`id in ${names.run}`, id, run.id)
  checkCourse(run, names.run)
  const all = <T>(name: string, schema: Plain<T>): readonly T[] => {
    const bytes = reader.bytesOf(name)
    if (bytes > mostListBytes)
      refuseBundle(`length of ${name}`, `at most ${String(mostListBytes)} bytes`, bytes)
    return [...reader.rows(name, schema)]
  }
  checkPoints(reader, run)
  const epochs = checkEpochs(reader, run)
  checkLayers(reader, run, epochs)
  checkRising(names.usage, reader.rows(names.usage, UsageRow), ({ seconds }) => seconds)
  const network = networkSize(run.config, run.shape)
  const weightBytes = 4 * parameterCount(network)
  const checkpoints = checkCheckpoints(reader, run, weightBytes)
  const slotBytes = slotCount[run.config.optimizer] * weightBytes
  return {
    run,
    weightBytes,
    changes: checkChanges(all(names.changes, ChangeRow), run),
    stints: all(names.stints, StintRow),
    log: all(names.log, LogRow),
    checkpoints,
    resume: checkResume(reader, run, checkpoints, slotBytes),
    slotBytes,
    evaluations: checkEvaluations(reader, run, checkpoints),
  }

  function checkCheckpoints(
    { sha256Of }: BundleReader,
    { steps }: BundledRun,
    bytes: number,
  ): readonly CheckpointRow[] {
    const rows = all(names.checkpoints, CheckpointRow)
    checkRising(names.checkpoints, rows, ({ step }) => step, steps)
    for (const { step, sha256 } of rows) {
      const name = names.weights(step)
      if (sha256Of(name) !== sha256) refuseBundle(`SHA-256 of ${name}`, sha256, sha256Of(name))
      checkFloats(reader, name, bytes)
    }
    return rows
  }

  function checkEvaluations(
    { whole }: BundleReader,
    { shape }: BundledRun,
    among: readonly CheckpointRow[],
  ): readonly EvaluationRow[] {
    const rows = all(names.evaluations, EvaluationRow)
    const known = new Set<string>()
    for (const [place, row] of rows.entries()) {
      const name = names.evaluation(place)
      const key = `${String(row.step)} ${row.set}`
      if (known.has(key) || row.set === 'handwriting')
        refuseBundle(`set of ${name}`, 'evaluated once, and not of handwriting', row.set)
      known.add(key)
      mustBeAmong(among, row.step, `step of ${name}`)
      findingsIn(whole(name, bytesAnImage * row.images), row, shape.classes.length, name)
    }
    return rows
  }
}

/** A run has so many steps in each epoch, and has not gone beyond its end. */
function checkCourse(run: BundledRun, name: string): void {
  const { steps, step, epoch, epochs, config, keptEpoch } = run
  const planned = epochs ?? config.epochs
  checkSteps(run, planned, name)
  if (step > steps) refuseBundle(`step of ${name}`, `at most ${String(steps)}`, step)
  for (const number of [epoch, keptEpoch ?? 0])
    if (number > planned) refuseBundle(`epoch of ${name}`, `at most ${String(planned)}`, number)
}

function checkSteps({ origin, steps }: BundledRun, planned: number, name: string): void {
  if (origin !== null) {
    if (steps !== 0) refuseBundle(`steps of ${name}`, 'none', steps)
  } else if (steps === 0 || steps % planned !== 0)
    refuseBundle(`steps of ${name}`, `so many in each of ${String(planned)} epochs`, steps)
}

function checkPoints(reader: BundleReader, { id, steps }: BundledRun): void {
  const { points } = namesOf(id)
  checkRising(points, reader.rows(points, Point), ({ step }) => step, steps)
}

/** Returns their numbers. */
function checkEpochs(reader: BundleReader, { id, steps }: BundledRun): ReadonlySet<number> {
  const { epochs } = namesOf(id)
  const numbers = new Set<number>()
  checkRising(
    epochs,
    reader.rows(epochs, EpochRow),
    ({ epoch, step }) => {
      numbers.add(epoch)
      return step
    },
    steps,
  )
  if (![...numbers].every((number, index, all) => index === 0 || number > (all[index - 1] ?? 0)))
    refuseBundle(`epochs of ${epochs}`, 'in ascending order', 'another order')
  return numbers
}

function checkLayers(reader: BundleReader, { id }: BundledRun, epochs: ReadonlySet<number>): void {
  const { layers } = namesOf(id)
  checkRising(layers, reader.rows(layers, LayersRow), ({ epoch }) => {
    if (!epochs.has(epoch)) refuseBundle(`an epoch of ${layers}`, 'one of the run', epoch)
    return epoch
  })
}

function checkChanges(changes: readonly ChangeRow[], { id, steps }: BundledRun) {
  const name = namesOf(id).changes
  for (const kind of ['rate', 'epochs'] as const) {
    const those = changes.filter((change) => change.kind === kind)
    checkRising(name, those, ({ step }) => step, steps + 1)
  }
  return changes
}

function checkResume(
  reader: BundleReader,
  { id }: BundledRun,
  checkpoints: readonly CheckpointRow[],
  slotBytes: number,
): ResumeRow | null {
  const { resume, slots } = namesOf(id)
  if (!reader.has(resume)) return null
  const found = reader.json(resume, ResumeRow)
  mustBeAmong(checkpoints, found.step, `step of ${resume}`)
  checkFloats(reader, slots, slotBytes)
  return found
}

function mustBeAmong(checkpoints: readonly CheckpointRow[], wanted: number, field: string): void {
  if (!checkpoints.some(({ step }) => step === wanted))
    refuseBundle(field, 'that of a checkpoint', wanted)
}

/** Throws unless each number is larger than the one before, and none is larger than `most`. */
function checkRising<T>(
  name: string,
  rows: Iterable<T>,
  numberOf: (row: T) => number,
  most = Infinity,
): void {
  let before = -1
  for (const row of rows) {
    const number = numberOf(row)
    if (number <= before) refuseBundle(`lines of ${name}`, 'in ascending order', number)
    if (number > most) refuseBundle(`lines of ${name}`, `at most ${String(most)}`, number)
    before = number
  }
}

/** Throws unless a file has so many bytes, and all of its float32 are finite. */
function checkFloats(reader: BundleReader, name: string, bytes: number): void {
  if (reader.bytesOf(name) !== bytes)
    refuseBundle(`length of ${name}`, `${String(bytes)} bytes`, reader.bytesOf(name))
  for (const { buffer, byteOffset, byteLength } of reader.chunks(name)) {
    const odd = new Float32Array(buffer, byteOffset, byteLength / 4).find(
      (x) => !Number.isFinite(x),
    )
    if (odd !== undefined) refuseBundle(`numbers of ${name}`, 'finite', odd)
  }
}
