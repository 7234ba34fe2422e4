import { createHash } from 'node:crypto'
import { mnistShape } from '../../electron/contract/datasets.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import { referenceConfig } from '../../electron/contract/train-config.ts'
import type { Core } from '../../electron/core/core.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { databasePath } from '../../electron/core/data-folder.ts'
import { addCheckpoint } from '../../electron/store/checkpoints.sql.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { bytesOf, networkSize } from '../../electron/train/network.ts'
import { tenDrawings } from '../../test/fixtures/strokes.ts'
import { inNewFolder } from './new-lab.ts'

/** What this program is asked for: runs of the reference's size that read drawings, each with so many epochs. */
export interface AnswersInput {
  readonly runs: number
  readonly epochs: number
  /** How often each of ten drawings is asked about. */
  readonly rounds: number
}

/** Milliseconds of each question. */
export interface AnswersTimes {
  readonly one: readonly number[]
  readonly many: readonly number[]
  readonly epochs: readonly number[]
  readonly explain: readonly number[]
  /** The very first question to all runs, whose models are not in memory yet. */
  readonly first: number
}

const silent = () => undefined
const never = () => {
  throw new Error('Nothing is trained here')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now()
  JSON.stringify(await work())
  return performance.now() - beganMs
}

async function addRuns(core: Core, dataDir: string, { runs, epochs }: AnswersInput) {
  const db = openDatabase(databasePath(dataDir))
  const ids: RunId[] = []
  for (let seed = 1; seed <= runs; seed += 1) {
    const config = { ...referenceConfig, epochs, seed }
    const { id } = await core.ask('runs.start', { config })
    ids.push(id)
    for (let epoch = 1; epoch <= (seed === 1 ? epochs : 1); epoch += 1) {
      const size = { ...networkSize(config, mnistShape), ...config, seed: seed * 1000 + epoch }
      const weights = bytesOf(firstWeights(size))
      const sha256 = createHash('sha256').update(weights).digest('hex')
      const resume = { state: '{}', slots: new Uint8Array(), sha256: '' }
      const step = epoch * 600
      addCheckpoint(db, id, { epoch, step, sha256, weights, isEpochEnd: true, resume })
    }
  }
  db.close()
  return ids
}

async function measure(dataDir: string, input: AnswersInput): Promise<AnswersTimes> {
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  const core = createCore({ dataDir, fork: never, log, version: 'bench', worksQueue: false })
  const ids = await addRuns(core, dataDir, input)
  const [id] = ids
  if (id === undefined) throw new Error('There is no run to ask')
  const drawings = tenDrawings().map(({ strokes }) => ({ kind: 'strokes', strokes }) as const)
  const every = async (ask: (drawing: (typeof drawings)[number]) => Promise<unknown>) => {
    const times: number[] = []
    for (let round = 1; round <= input.rounds; round += 1)
      for (const drawing of drawings) times.push(await timed(() => ask(drawing)))
    return times
  }
  try {
    const drawing = drawings[0] ?? { kind: 'strokes', strokes: [] }
    const first = await timed(() => core.ask('digits.readMany', { drawing, ids }))
    return {
      first,
      many: await every((each) => core.ask('digits.readMany', { drawing: each, ids })),
      epochs: await every((each) => core.ask('digits.readEpochs', { drawing: each, id })),
      one: await every(({ strokes }) => core.ask('digits.read', { id, strokes })),
      explain: await every((each) => core.ask('digits.explain', { id, drawing: each })),
    }
  } finally {
    await core.close()
  }
}

const input = JSON.parse(process.argv[2] ?? '') as AnswersInput
console.log(JSON.stringify(await inNewFolder((folder) => measure(folder, input))))
