import type { Input } from '../../electron/contract/calls.ts'
import type { Run, RunId } from '../../electron/contract/entities.ts'

type Words = Omit<Input<'runs.change'>, 'ids'>

interface Change {
  readonly ids: readonly RunId[]
  readonly words: Words
}

/** What a run says of itself, as far as the change touches it. */
function before(run: Run, { name, note, colour, isPinned, ...words }: Words): Words {
  const changesTags = words.tags ?? words.addTags ?? words.removeTags
  return {
    ...(name === undefined ? {} : { name: run.name }),
    ...(note === undefined ? {} : { note: run.note }),
    ...(colour === undefined ? {} : { colour: run.colour }),
    ...(isPinned === undefined ? {} : { isPinned: run.isPinned }),
    ...(changesTags === undefined ? {} : { tags: [...run.tags] }),
  }
}

/** The changes that make runs say again what they said before a change, in as few calls as that takes. */
export function takingBack(runs: readonly Run[], words: Words): readonly Change[] {
  const alike = Map.groupBy(runs, (run) => JSON.stringify(before(run, words)))
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ ids: group.map(({ id }) => id), words: before(first, words) }] : []
  })
}
