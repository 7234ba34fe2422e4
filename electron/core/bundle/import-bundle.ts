import type { ImportedBundle, ImportedRun, InspectedBundle } from '../../contract/bundles.ts'
import type { RunId } from '../../contract/entities.ts'
import { openBundle, type BundleReader } from '../../formats/bundle/read-bundle.ts'
import { refuseBundle } from '../../formats/bundle/refuse-bundle.ts'
import { runRow, type StoredRun } from '../../store/bundles.sql.ts'
import { write, type Db } from '../../store/database.ts'
import { isNameTaken } from '../../store/runs.sql.ts'
import { knownDatasets } from '../datasets.ts'
import { numberedName } from '../differences.ts'
import { newRunId } from '../enqueue.ts'
import { addBundledRun } from './add-bundled-run.ts'
import { drawingsIn, keepNew } from './bundled-drawings.ts'
import { checkRun, type CheckedRun } from './check-run.ts'
import { sameRun } from './same-run.ts'

export interface BundleToImport {
  readonly path: string
  /** Whether the drawings in it are to be kept in *my handwriting*. */
  readonly drawings: boolean
}

export interface Chance {
  readonly now: () => number
  readonly random: () => number
}

interface CheckedBundle {
  readonly runs: readonly CheckedRun[]
  readonly drawings: ReturnType<typeof drawingsIn>
}

function check(reader: BundleReader): CheckedBundle {
  const runs = reader.manifest.runs.map((id) => checkRun(reader, id))
  const drawings = drawingsIn(reader)
  const [stranger] = reader.unread()
  if (stranger !== undefined) refuseBundle('files in it', 'those of a bundle', stranger)
  return { runs, drawings }
}

/** Reads a bundle to its end; throws an AppError of code `unreadable` unless all of it is sound. */
export function inspectBundle(path: string): InspectedBundle {
  const reader = openBundle(path)
  try {
    const { runs, drawings } = check(reader)
    return {
      application: reader.manifest.application,
      bytes: reader.bytes,
      runs: runs.map(({ run, checkpoints, evaluations }) => ({
        id: run.id,
        name: run.name,
        status: run.status,
        dataset: run.config.dataset,
        step: run.step,
        steps: run.steps,
        checkpoints: checkpoints.length,
        evaluations: evaluations.length,
      })),
      drawings: drawings.length,
    }
  } finally {
    reader.close()
  }
}

/** Adds the runs of a bundle that are not here yet, once all of it was found sound; all of them, or none. */
export function importBundle(
  db: Db,
  { path, drawings: keepsDrawings }: BundleToImport,
  chance: Chance,
): ImportedBundle {
  const reader = openBundle(path)
  try {
    const { runs, drawings } = check(reader)
    return write(db, () => ({
      runs: importRuns(db, reader, runs, chance),
      drawings: {
        held: drawings.length,
        added: keepsDrawings ? keepNew(db, drawings, chance.now()) : 0,
      },
    }))
  } finally {
    reader.close()
  }
}

/** A run of a bundle with its id here, which is another run's already where that is the same. */
interface Placed {
  readonly checked: CheckedRun
  readonly known: StoredRun | undefined
  readonly id: RunId
}

function placed(
  db: Db,
  reader: BundleReader,
  runs: readonly CheckedRun[],
  random: () => number,
): readonly Placed[] {
  const used = new Set<RunId>()
  return runs.map((checked) => {
    const known = sameRun(db, reader, checked, used)
    const { id: bundled } = checked.run
    const id = (known?.id ?? (runRow(db, bundled) ? newRunId(random) : bundled)) as RunId
    used.add(id)
    return { checked, known, id }
  })
}

function importRuns(
  db: Db,
  reader: BundleReader,
  runs: readonly CheckedRun[],
  { now, random }: Chance,
): readonly ImportedRun[] {
  const all = placed(db, reader, runs, random)
  const here = new Map(all.map(({ checked, id }) => [checked.run.id, id]))
  return all.map(({ checked, known, id }) => {
    const { run } = checked
    const bundled = { bundledId: run.id, bundledName: run.name }
    if (known) {
      const remark = known.deleted_at === null ? null : 'It is in the bin; restore it first'
      return { id, name: known.name, ...bundled, isNew: false, remark }
    }
    const name = numberedName(run.name, (taken) => isNameTaken(db, taken))
    const reproduces = originalHere(db, run.reproduces, here)
    addBundledRun(db, reader, checked, { id, name, reproduces, now: now() })
    return { id, name, ...bundled, isNew: true, remark: dataRemark(db, checked) }
  })
}

/** The run that one repeats, where that is here or comes along. */
function originalHere(
  db: Db,
  original: RunId | null,
  here: ReadonlyMap<RunId, RunId>,
): RunId | null {
  if (original === null) return null
  return here.get(original) ?? (runRow(db, original) ? original : null)
}

/** Why a run can be shown but neither repeated nor trained further here. */
function dataRemark(db: Db, { run }: CheckedRun): string | null {
  const { origin, config, dataSha256 } = run
  // It is neither repeated nor trained further anywhere.
  if (origin !== null) return null
  const data = knownDatasets(db).find(({ id }) => id === config.dataset)
  if (!data)
    return `Its data set ${config.dataset} is not here: add it to repeat the run or to train it further`
  if (dataSha256 === null || data.sha256 === dataSha256) return null
  return `It began with a data set ${config.dataset} of SHA-256 ${dataSha256}, and the one here has ${data.sha256}: it can be neither repeated nor trained further`
}
