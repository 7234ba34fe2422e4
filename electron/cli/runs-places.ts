import { AppError } from '../contract/errors.ts'
import type { Run, RunId } from '../contract/entities.ts'
import { command, exitCodes, jsonOption, someRuns, type Command, type Context } from './command.ts'
import { findRuns, findRunsIn } from './find-run.ts'
import { canAsk, isConfirmed } from './standard-input.ts'
import { size, timeLeft, whole } from './words.ts'

const idsOf = (runs: readonly Run[]) => runs.map(({ id }) => id)

interface Move {
  readonly name: 'runs archive' | 'runs unarchive' | 'runs delete' | 'runs restore'
  readonly summary: string
  readonly call: 'runs.archive' | 'runs.unarchive' | 'runs.delete' | 'runs.restore'
  readonly find: (context: Context, texts: readonly string[]) => Promise<readonly Run[]>
  readonly said: (run: Run) => string
}

/** All of the runs move, or none where one refuses. */
const moving = ({ name, summary, call, find, said }: Move): Command =>
  command({
    name,
    summary,
    operands: someRuns,
    options: {},
    run: async (given, context) => {
      const runs = await find(context, given.operands)
      await (await context.core()).ask(call, { ids: idsOf(runs) })
      for (const run of runs) context.print.line(said(run))
      return exitCodes.done
    },
  })

const called = ({ id, name }: Run) => `run ${id} "${name}"`

export const runsArchive = moving({
  name: 'runs archive',
  summary: 'Hide runs that have ended, keeping all of them',
  call: 'runs.archive',
  find: findRuns,
  said: (run) => `Archived ${called(run)}; digit-lab runs unarchive ${run.id} undoes it`,
})

export const runsUnarchive = moving({
  name: 'runs unarchive',
  summary: 'Take runs back from the archive',
  call: 'runs.unarchive',
  find: (context, texts) => findRunsIn(context, 'archived', texts),
  said: (run) => `Took ${called(run)} back from the archive`,
})

export const runsDelete = moving({
  name: 'runs delete',
  summary: 'Move runs to the bin; a live run is stopped first',
  call: 'runs.delete',
  find: findRuns,
  said: (run) => `Moved ${called(run)} to the bin; digit-lab runs restore ${run.id} undoes it`,
})

export const runsRestore = moving({
  name: 'runs restore',
  summary: 'Take runs back from the bin',
  call: 'runs.restore',
  find: (context, texts) => findRunsIn(context, 'deleted', texts),
  said: (run) => `Took ${called(run)} back from the bin`,
})

/** `1 run, 1.6 MB of checkpoints` */
function weightOf(runs: readonly Run[]): string {
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0)
  return `${runs.length === 1 ? '1 run' : `${whole(runs.length)} runs`}, ${size(bytes)} of checkpoints`
}

/** Says on a terminal what would go and asks; throws an AppError where there is nobody to ask. */
async function mayPurge(runs: readonly Run[], { print }: Context): Promise<boolean> {
  const weight = weightOf(runs)
  if (!canAsk())
    throw new AppError('bad-input', `runs purge would delete ${weight}, for good; add --yes`)
  for (const run of runs) print.remark(`${called(run)}, ${size(run.bytes)}`)
  return isConfirmed(`Delete ${weight}, for good?`)
}

/** Says how far it is; an interrupt keeps the runs that are not gone yet. */
async function purge(ids: readonly RunId[], { core: open, print, interrupted }: Context) {
  const core = await open()
  const gone = new Set<RunId>()
  core.on('run.purged', ({ id }) => gone.add(id))
  core.on('purge.progress', (progress) => {
    if (!progress) print.status(null)
    else {
      const { done, of, secondsLeft } = progress
      const text = `Purged ${whole(done)} of ${whole(of)} runs, ${timeLeft(secondsLeft)}`
      print.status({ text, share: done / of })
    }
  })
  interrupted.addEventListener('abort', () => void core.ask('runs.stopPurge', {}), { once: true })
  const { freed } = await core.ask('runs.purge', { ids: [...ids] })
  return { gone, freed }
}

export const runsPurge = command({
  name: 'runs purge',
  summary: 'Delete runs of the bin for good and give their bytes back to the disk',
  operands: someRuns,
  options: {
    yes: { type: 'boolean', help: 'do not ask; needed where there is nobody to ask' },
    ...jsonOption,
  },
  notes: [
    'This cannot be undone. runs list --deleted shows what is in the bin.',
    'Ctrl+C keeps the runs that are not gone yet.',
  ],
  endsGently: true,
  run: async (given, context) => {
    const { print } = context
    const runs = await findRunsIn(context, 'deleted', given.operands)
    if (!given.flag('yes') && !(await mayPurge(runs, context))) {
      print.remark('Nothing was deleted')
      return exitCodes.failed
    }
    const { gone, freed } = await purge(idsOf(runs), context)
    if (given.flag('json')) print.json({ ids: [...gone], freed })
    else {
      for (const run of runs) if (gone.has(run.id)) print.line(`Purged ${called(run)}`)
      print.line(`Freed ${size(freed)}`)
    }
    if (gone.size === runs.length) return exitCodes.done
    print.remark(
      `${whole(runs.length - gone.size)} of ${whole(runs.length)} runs are still in the bin`,
    )
    return exitCodes.interrupted
  },
})
