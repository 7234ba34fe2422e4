import type { Run, RunId } from '../contract/entities.ts'
import { unreachable } from '../contract/errors.ts'
import type { LogLine } from '../contract/run-list.ts'
import { write, type Db } from '../store/database.ts'
import type { MadeChange } from '../store/leases.sql.ts'
import { addLogLine } from '../store/log.sql.ts'
import { runById } from '../store/runs.sql.ts'
import { epochsOf } from '../store/training.sql.ts'
import type { Log } from './core.ts'
import { findingsOf } from './findings.ts'

type Words = Pick<LogLine, 'level' | 'text'>

const info = (text: string): Words => ({ level: 'info', text })

/** How a run has come to rest. */
function ending(run: Run): Words {
  const at = `at step ${String(run.progress.step)}`
  switch (run.status) {
    case 'queued':
      return info(`Paused ${at}, and queued to go on`)
    case 'running':
    case 'completed':
      return info('Completed')
    case 'paused':
      return info(`Paused ${at}`)
    case 'stopped':
      return info(`Stopped ${at}`)
    case 'interrupted':
      return { level: 'warn', text: `Interrupted ${at}: ${run.reason}` }
    case 'failed':
      return { level: 'error', text: `Failed: ${run.reason}` }
    case 'diverged':
      return { level: 'error', text: `Diverged ${at}: ${run.reason}` }
    default:
      return unreachable(run)
  }
}

/** Logs how a run has ended, and what is wrong with its result; to be called within the write that ends it. */
export function logEnd(db: Db, id: RunId, at: number): void {
  const run = runById(db, id)
  addLogLine(db, id, { at, ...ending(run) })
  if (run.status !== 'completed') return
  for (const { weight, text } of findingsOf(db, run, epochsOf(db, id)))
    if (weight === 'problem') addLogLine(db, id, { at, level: 'warn', text })
}

/** Logs that a run waits in the queue, from its beginning or to go on. */
export function logQueued(db: Db, id: RunId, at: number): void {
  const { progress, reproduces } = runById(db, id)
  const how = reproduces === null ? 'Queued' : `Queued to repeat run ${reproduces}`
  const text = progress.step === 0 ? how : `Queued to go on after step ${String(progress.step)}`
  addLogLine(db, id, { at, ...info(text) })
}

/** Logs from which step on something has been changed. */
export function logChange(db: Db, id: RunId, at: number, made: MadeChange): void {
  const what =
    made.kind === 'rate'
      ? `Learning rate ${String(made.change.learningRate)}`
      : `${String(made.change.epochs)} epochs in all`
  addLogLine(db, id, { at, ...info(`${what} from step ${String(made.change.step)} on`) })
}

type Note = (level: LogLine['level'], text: string) => void

/** What the record of a run puts into its log. */
export interface RunNotes {
  readonly note: Note
  /** Writes something and, in the same transaction, what is said of it; nothing where `work` finds nothing to write. */
  readonly noting: (work: () => boolean, say: () => void) => boolean
  /** The log of the process, whose warnings are noted too, once what waits to be written before them is. */
  readonly log: Log
}

export function createRunNotes(
  { db, now, log }: { readonly db: Db; readonly now: () => number; readonly log: Log },
  id: RunId,
  later: (write: () => void) => void,
): RunNotes {
  const noted =
    (level: 'info' | 'warn') =>
    (line: string): void => {
      log[level](line)
      const said = { at: now(), level, text: line.replace(`Run ${id} `, 'It ') }
      later(() => {
        addLogLine(db, id, said)
      })
    }
  return {
    note: (level, text) => {
      addLogLine(db, id, { at: now(), level, text })
    },
    noting: (work, say) =>
      write(db, () => {
        const isWritten = work()
        if (isWritten) say()
        return isWritten
      }),
    log: { ...log, info: noted('info'), warn: noted('warn') },
  }
}
