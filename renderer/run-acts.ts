import { useRouter } from 'vue-router'
import type { RunId } from '../electron/contract/entities.ts'
import { formatMegabytes } from './lib/format.ts'
import { takingBack } from './lib/take-back.ts'
import { moreSeeds } from './lib/seeds.ts'
import { t, type Message } from './lib/translate.ts'
import { useBaseline } from './stores/baseline.ts'
import { useModelExports } from './stores/model-exports.ts'
import { useRuns, type Saying } from './stores/runs.ts'
import { useToasts } from './stores/toasts.ts'
import { useUndo } from './stores/undo.ts'

type Ids = readonly RunId[]
type Act = (ids: Ids) => Promise<unknown>

/** What can be done to runs from the list and from the run page; failures are told, what can be taken back offers it. */
export function useRunActs() {
  const router = useRouter()
  const runs = useRuns()
  const toasts = useToasts()
  const baseline = useBaseline()
  const exports = useModelExports()
  const { did } = useUndo()

  const nameOf = (id: RunId | undefined) => (id && runs.byId(id)?.name) ?? ''

  /** Does something, says so, and offers to take it back. Tells whether it was done. */
  async function reversibly(ids: Ids, act: Act, undo: Act, said: readonly [Message, Message]) {
    if (ids.length === 0) return false
    const name = nameOf(ids[0])
    if (!(await toasts.attempt(() => act(ids)))) return false
    const [one, many] = said
    did(
      ids.length === 1 ? t(one, { name }) : t(many, { count: ids.length }),
      () => undo(ids),
      () => act(ids),
    )
    return true
  }

  /** Changes what runs say of themselves; `words` name what was done to one run and to several. */
  async function change(ids: Ids, saying: Saying, said: readonly [Message, Message]) {
    const { name: to = '', addTags, removeTags } = saying
    const [tag = ''] = addTags ?? removeTags ?? []
    const before = ids.map((id) => runs.byId(id)).filter((run) => run !== undefined)
    const back = takingBack(before, saying)
    const name = nameOf(ids[0])
    const act = () => runs.change(ids, saying)
    if (!(await toasts.attempt(act))) return false
    const [one, many] = said
    did(
      ids.length === 1 ? t(one, { name, to, tag }) : t(many, { count: ids.length, tag }),
      () => Promise.all(back.map(({ ids: some, words }) => runs.change(some, words))),
      act,
    )
    return true
  }

  /** Null for the published result. */
  async function makeBaseline(id: RunId | null): Promise<void> {
    const before = baseline.run?.id ?? null
    const act = () => baseline.choose(id)
    if (await toasts.attempt(act))
      did(
        id === null ? t('runs.baselinePublished') : t('runs.baselineNow', { name: nameOf(id) }),
        () => baseline.choose(before),
        act,
      )
  }

  return {
    open: (id: RunId) => router.push({ name: 'run', params: { id } }),
    clone: (id: RunId) => router.push({ name: 'new', query: { from: id } }),
    compare: (ids: Ids) => router.push({ name: 'compare', query: { ids: ids.join(',') } }),
    draw: (id: RunId) => router.push({ name: 'draw', params: { id } }),
    /** Asks in which form its model is to leave; `epoch` names the checkpoint. */
    exportModel: (id: RunId, epoch?: number) => {
      exports.ask([id], epoch)
    },
    /** The same of several, which leave whole. */
    exportRuns: (ids: Ids) => {
      exports.ask(ids)
    },
    pause: (id: RunId) => toasts.attempt(() => runs.pause(id)),
    resume: (id: RunId) => toasts.attempt(() => runs.resume(id)),
    stop: (id: RunId) => toasts.attempt(() => runs.stop(id)),
    /** Queues further seeds of each. */
    repeat: (ids: Ids) =>
      toasts.attempt(async () => {
        const made: RunId[] = []
        for (const id of ids) made.push(...(await runs.repeat(id, moreSeeds)))
        did(
          t('seeds.queued', { count: made.length }),
          () => runs.remove(made),
          () => runs.restore(made),
        )
      }),
    remove: (ids: Ids) =>
      reversibly(ids, runs.remove, runs.restore, ['runs.deletedOne', 'runs.deletedMany']),
    restore: (ids: Ids) =>
      reversibly(ids, runs.restore, runs.remove, ['runs.restoredOne', 'runs.restoredMany']),
    archive: (ids: Ids) =>
      reversibly(ids, runs.archive, runs.unarchive, ['runs.archivedOne', 'runs.archivedMany']),
    unarchive: (ids: Ids) =>
      reversibly(ids, runs.unarchive, runs.archive, ['runs.unarchivedOne', 'runs.unarchivedMany']),
    /** For good; asked before. */
    purge: (ids: Ids) =>
      toasts.attempt(async () => {
        const { freed, purged } = await runs.purge(ids)
        const values = { size: formatMegabytes(freed), count: purged, all: ids.length }
        toasts.say(t(purged < ids.length ? 'runs.purgedSome' : 'runs.purged', values))
      }),
    rename: (id: RunId, name: string) =>
      change([id], { name }, ['runs.renamedOne', 'runs.changedMany']),
    annotate: (id: RunId, note: string) =>
      change([id], { note }, ['runs.annotatedOne', 'runs.changedMany']),
    paint: (ids: Ids, colour: number) =>
      change(ids, { colour }, ['runs.paintedOne', 'runs.changedMany']),
    pin: (ids: Ids, isPinned: boolean) =>
      change(
        ids,
        { isPinned },
        isPinned
          ? ['runs.pinnedOne', 'runs.pinnedMany']
          : ['runs.unpinnedOne', 'runs.unpinnedMany'],
      ),
    tag: (ids: Ids, tag: string) =>
      change(ids, { addTags: [tag] }, ['runs.taggedOne', 'runs.taggedMany']),
    untag: (ids: Ids, tag: string) =>
      change(ids, { removeTags: [tag] }, ['runs.untaggedOne', 'runs.untaggedMany']),
    makeBaseline,
  }
}
export type RunActs = ReturnType<typeof useRunActs>
