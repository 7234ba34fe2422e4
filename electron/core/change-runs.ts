import type { Handlers, Parsed } from '../contract/calls.ts'
import { AppError } from '../contract/errors.ts'
import { mostTags } from '../contract/run-list.ts'
import { write, type Db } from '../store/database.ts'
import { standingsOf, type Standing } from '../store/places.sql.ts'
import { runsWith, updateRuns } from '../store/runs.sql.ts'
import type { Announcer } from './events.ts'

type Change = Parsed<'runs.change'>

/** Refuses what cannot be done to these runs, whichever they are. */
function refuseUnclear({ ids, ...change }: Change): void {
  if (Object.values(change).every((value) => value === undefined))
    throw new AppError('bad-input', 'Name something to change: name, note, tags, colour or pin')
  if (change.name !== undefined && ids.length > 1)
    throw new AppError(
      'bad-input',
      `A name can be given to one run only, not to ${String(ids.length)}`,
    )
}

/** The tags of a run after a change. */
function tagsAfter({ name, tags }: Standing, { tags: all, addTags, removeTags }: Change): string[] {
  const before = all ?? (JSON.parse(tags) as string[])
  const after = [...new Set([...before, ...(addTags ?? [])])].filter(
    (tag) => removeTags?.includes(tag) !== true,
  )
  if (after.length > mostTags)
    throw new AppError(
      'bad-input',
      `Run ${name} would have ${String(after.length)} tags; at most ${String(mostTags)} are allowed`,
    )
  return after
}

function changeTags(db: Db, change: Change): void {
  const { ids, tags, addTags, removeTags } = change
  if (tags === undefined && addTags === undefined && removeTags === undefined) return
  const wanted = standingsOf(db, ids).map((run) => ({
    id: run.id,
    tags: JSON.stringify(tagsAfter(run, change)),
  }))
  for (const [tagged, runs] of Map.groupBy(wanted, (run) => run.tags))
    updateRuns(
      db,
      runs.map(({ id }) => id),
      { tags: tagged },
    )
}

/** Answers to what changes the words, tags and marks of runs. */
export const changeHandlers = (
  db: Db,
  news: Pick<Announcer, 'emit'>,
): Pick<Handlers, 'runs.change'> => ({
  'runs.change': (change) => {
    refuseUnclear(change)
    const { ids, name, note, colour, isPinned } = change
    write(db, () => {
      standingsOf(db, ids)
      changeTags(db, change)
      updateRuns(db, ids, {
        ...(name !== undefined && { name }),
        ...(note !== undefined && { note }),
        ...(colour !== undefined && { colour }),
        ...(isPinned !== undefined && { is_pinned: Number(isPinned) }),
      })
    })
    for (const run of runsWith(db, ids)) news.emit('run.changed', run)
  },
})
