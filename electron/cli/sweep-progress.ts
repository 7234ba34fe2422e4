import { isLive, type Run } from '../contract/entities.ts'
import type { GroupId } from '../contract/groups.ts'
import type { SweepDetail } from '../contract/sweeps.ts'
import type { Core } from '../core/core.ts'
import type { Printer } from './print.ts'
import { doneText, valuesText } from './sweep-words.ts'
import { duration, percent, timeLeft } from './words.ts'

const errorOf = ({ final }: Run): string =>
  final === null ? '' : `, test error ${percent(final.test.error)} %`

function lineOf(run: Run, { settings, trials, planned }: SweepDetail): string {
  const trial = trials.find(({ id }) => id === run.id)
  const of = planned === null ? '' : `/${String(planned)}`
  const place = `Run ${String(run.group?.trial ?? 0)}${of}`
  const early = trial?.endedEarly ? 'ended early' : run.status
  const seed = settings.includes('seed') ? '' : `, seed ${String(run.seed)}`
  return `${place} ${valuesText(settings, trial?.values ?? [])}${seed}: ${early}${errorOf(run)}, ${duration(run.seconds)}`
}

function barText(sweep: SweepDetail): string {
  const [best] = sweep.standings
  const facts = [doneText(sweep), `${String(sweep.counts.running)} training`]
  if (best)
    facts.push(`best ${percent(best.error)} % with ${valuesText(sweep.settings, best.values)}`)
  if (sweep.secondsLeft !== null) facts.push(timeLeft(sweep.secondsLeft))
  return facts.join(', ')
}

function shareDone({ planned, added, counts }: SweepDetail): number {
  const all = planned ?? added
  return all === 0 ? 0 : Math.min(1, counts.completed / all)
}

/** Says each trial that ends, and how far the sweep is on a terminal. Returns the function that ends it. */
export function showSweep(
  core: Pick<Core, 'on' | 'ask'>,
  id: GroupId,
  print: Pick<Printer, 'status' | 'remark'>,
  say: (line: string) => void,
): () => void {
  const live = new Set<string>()
  let isEnded = false

  async function tell(ended: Run | undefined): Promise<void> {
    const sweep = await core.ask('sweeps.show', { id })
    if (isEnded) return
    if (ended) say(lineOf(ended, sweep))
    print.status({ text: barText(sweep), share: shareDone(sweep) })
  }

  const off = core.on('run.changed', (run) => {
    if (run.group?.id !== id) return
    const wasLive = live.has(run.id)
    if (isLive(run)) live.add(run.id)
    else live.delete(run.id)
    if (wasLive === isLive(run)) return
    tell(wasLive ? run : undefined).catch((error: unknown) => {
      if (!isEnded) print.remark(`digit-lab: ${String(error)}`)
    })
  })
  return () => {
    isEnded = true
    off()
    print.status(null)
  }
}
