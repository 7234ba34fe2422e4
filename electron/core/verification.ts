import { isLive, type Run, type RunId, type Verification } from '../contract/entities.ts'
import type { Engine, Epoch, MetricPoint, Stint } from '../contract/training.ts'
import { AppError } from '../contract/errors.ts'
import { checkpointsOf } from '../store/checkpoints.sql.ts'
import type { Db } from '../store/database.ts'
import { runById } from '../store/runs.sql.ts'
import { stintsOf } from '../store/stints.sql.ts'
import { epochsOf, metricsOf } from '../store/training.sql.ts'

/** What a run has on record, as text by step: equal texts are equal results. */
type Record = ReadonlyMap<number, string>

/** Times of two runs always differ, and say nothing about their results. */
const pointText = ({ loss, error, images }: MetricPoint) => JSON.stringify([loss, error, images])
const epochText = ({ epoch, running, train, test, validation }: Epoch) =>
  JSON.stringify([epoch, running, train, test, validation])

/** Compares a repeat that has ended with the run it repeats, as far as both went. */
export function verify(db: Db, id: RunId): Verification {
  const repeat = runById(db, id)
  if (repeat.reproduces === null)
    throw new AppError('conflict', `Run ${repeat.name} does not repeat another run`)
  if (isLive(repeat))
    throw new AppError('conflict', `Run ${repeat.name} has not ended yet (${repeat.status})`)
  const original = runById(db, repeat.reproduces)
  const runs = [original.id, repeat.id] as const
  const [points, epochs, weights] = [
    runs.map((run) => recordOf(metricsOf(db, [run], 0)[0]?.points ?? [], pointText)),
    runs.map((run) => recordOf(epochsOf(db, run), epochText)),
    runs.map((run) => recordOf(checkpointsOf(db, run), ({ sha256 }) => sha256)),
  ]
  const compared = [
    compare(points, commonEnd(points)),
    compare(epochs, commonEnd(epochs)),
    // Which checkpoints are left of each run says nothing about its training.
    compare(weights, 0),
  ]
  const differences = compared.flatMap(({ difference }) => difference ?? [])
  const isAnyCompared = compared.some(({ isAny }) => isAny)
  return {
    original: original.id,
    repeat: repeat.id,
    isSame: isAnyCompared && differences.length === 0,
    firstDifference: differences.length === 0 ? null : Math.min(...differences),
    remarks: [
      ...remarksOn(trainedOn(original), trainedOn(repeat)),
      ...(differences.length === 0
        ? []
        : remarksOn(madeBy(stintsOf(db, original.id)), madeBy(stintsOf(db, repeat.id)))),
    ],
  }
}

const recordOf = <T extends { readonly step: number }>(
  rows: readonly T[],
  text: (row: T) => string,
): Record => new Map(rows.map((row) => [row.step, text(row)]))

/** The last step that both have come to. */
const commonEnd = (records: readonly Record[]) =>
  Math.min(...records.map((record) => Math.max(0, ...record.keys())))

/** The first step where two records differ; up to `wholeUntil`, a row that only one of them has is a difference. */
function compare(
  [one = new Map<number, string>(), other = new Map<number, string>()]: readonly Record[],
  wholeUntil: number,
): { readonly isAny: boolean; readonly difference: number | undefined } {
  const steps = [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => a - b)
  const isShared = (step: number) => one.has(step) && other.has(step)
  return {
    isAny: steps.some(isShared),
    difference: steps.find(
      (step) => (isShared(step) || step <= wholeUntil) && one.get(step) !== other.get(step),
    ),
  }
}

const engineText = (engine: Engine | null) =>
  engine === null ? 'none' : `${engine.kind} ${engine.version}`
const threadsText = (engine: Engine | null) => String(engine?.threads ?? 'none')
const partsText = (engine: Engine | null) => String(engine?.parts ?? 'none')

type Facts = readonly (readonly [what: string, text: string])[]

const trainedOn = ({ engine, dataset, progress }: Run): Facts => [
  ['Engine', engineText(engine)],
  ['Threads', threadsText(engine)],
  ['Parts of the network', partsText(engine)],
  ['Data', dataset.sha256 ?? 'none'],
  ['Steps', String(progress.step)],
]

const sourceText = ({ commit, hasChanges }: Stint) =>
  `${commit?.slice(0, 12) ?? 'unknown'}${hasChanges ? ' with changes' : ''}`

/** Each start of training may have been another program's, on another machine. */
function madeBy(stints: readonly Stint[]): Facts {
  const each = (text: (stint: Stint) => string) =>
    [...new Set(stints.map(text))].join(' and ') || 'unknown'
  return [
    ['Version', each(({ version }) => version)],
    ['Source', each(sourceText)],
    ['Processor', each(({ processor }) => processor)],
  ]
}

/** In what two runs differ; both facts have the same order. */
const remarksOn = (original: Facts, repeat: Facts): readonly string[] =>
  original.flatMap(([what, before], index) => {
    const now = repeat[index]?.[1] ?? before
    return now === before ? [] : [`${what}: ${before} in the original, ${now} in the repeat`]
  })
