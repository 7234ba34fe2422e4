import { createCore } from '../../electron/core/create-core.ts'
import { tenDrawings } from '../../test/fixtures/strokes.ts'
import { addRuns, type AnsweringRuns } from '../answering-runs.ts'
import { inNewFolder } from './new-lab.ts'

/** What this program is asked for: runs of the reference's size that read drawings, each with so many epochs. */
export interface AnswersInput extends AnsweringRuns {
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
