import * as v from 'valibot'
import type { Handlers } from '../contract/calls.ts'
import type { Run, RunId } from '../contract/entities.ts'
import { GroupId } from '../contract/groups.ts'
import { write, type Db } from '../store/database.ts'
import { addGroup, joinGroup, membersOf, takeTrial } from '../store/groups.sql.ts'
import { runById, runsWith, seedsTried } from '../store/runs.sql.ts'
import { enqueueRun, enqueueSeed, newId, type Enqueuing, type RunsOptions } from './enqueue.ts'

const mostSeeds = 2 ** 32

/** What a run is called without its seed. */
const seedless = ({ name, seed }: Run): string => name.replace(`, seed ${String(seed)}`, '')

/** The group that a run's repeats join: its own, or a new one with it as the first. The trial of a sweep stays there. */
function groupFor({ db, now, random }: Enqueuing, run: Run): GroupId {
  if (run.group?.kind === 'repeat') return run.group.id
  const id = v.parse(GroupId, newId(random))
  const name = seedless(run)
  addGroup(db, {
    id,
    kind: 'repeat',
    name,
    asked: '{}',
    state: 'completed',
    created_at: now(),
  })
  if (run.group === null) joinGroup(db, run.id, id)
  return id
}

/** The seed after the greatest in use, from 0 again after the last there is. */
function nextSeed(db: Db, group: GroupId, original: Run): number {
  const members = runsWith(
    db,
    membersOf(db, group).map(({ id }) => id),
  )
  // Somebody may have tried some by hand, and the same seed twice says nothing new.
  const used = new Set([
    ...[original, ...members].map(({ seed }) => seed),
    ...seedsTried(db, original.config),
  ])
  const seeds = [...used].sort((a, b) => b - a)
  for (let seed = ((seeds[0] ?? 0) + 1) % mostSeeds; ; seed = (seed + 1) % mostSeeds)
    if (!used.has(seed)) return seed
}

/** Adds a queued run like another with a seed that none of its repeats has, to one group with them; returns its id. */
export const enqueueNextSeed = (enqueuing: Enqueuing, original: RunId): RunId =>
  write(enqueuing.db, () => {
    const { db } = enqueuing
    const run = runById(db, original)
    const group = groupFor(enqueuing, run)
    const seed = nextSeed(db, group, run)
    return enqueueSeed(enqueuing, original, {
      seed,
      name: `${seedless(run)}, seed ${String(seed)}`,
      group_id: group,
      trial: takeTrial(db, group),
    })
  })

/** Adds so many further seeds of a run, or none of them. */
const enqueueSeeds = (enqueuing: Enqueuing, original: RunId, seeds: number): readonly RunId[] =>
  write(enqueuing.db, () => {
    const first = enqueueNextSeed(enqueuing, original)
    const [run] = runsWith(enqueuing.db, [original])
    // The repeats of a sweep's trial have a group without it.
    const like = run?.group?.kind === 'sweep' ? first : original
    return [first, ...Array.from({ length: seeds - 1 }, () => enqueueNextSeed(enqueuing, like))]
  })

/** Answers to what makes runs, alone or with their repeats. */
export function startHandlers(options: RunsOptions): Pick<Handlers, 'runs.start' | 'runs.repeat'> {
  const { db, news } = options
  const announce = (ids: readonly RunId[]) => {
    for (const run of runsWith(db, ids)) news.emit('run.changed', run)
  }
  return {
    'runs.start': ({ repeats, ...start }) => {
      const { id, others } = write(db, () => {
        const first = enqueueRun(options, start)
        return { id: first, others: repeats === 1 ? [] : enqueueSeeds(options, first, repeats - 1) }
      })
      announce([id, ...others])
      return { id }
    },
    'runs.repeat': ({ id, seeds }) => {
      const ids = enqueueSeeds(options, id, seeds)
      announce([id, ...ids])
      return { ids }
    },
  }
}
