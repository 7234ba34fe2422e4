import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { GroupId } from '../../electron/contract/groups.ts'
import type {
  Budget,
  Sweep,
  SweepDetail,
  SweepPlan,
  SweepSpec,
} from '../../electron/contract/sweeps.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import { paced } from '../lib/paced.ts'
import type { ListState } from './runs.ts'

/** Trials change many times a second; a page of them need not. */
const pauseMs = 500

/** What is known of one sweep. */
export type SweepState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly sweep: SweepDetail }
  | { readonly kind: 'failed'; readonly message: string }

/** Sweeps with their trials, and what can be done with them. */
export const useSweeps = defineStore('sweeps', () => {
  const client = useClient()
  const list = shallowRef<readonly Sweep[]>([])
  const state = shallowRef<ListState>({ kind: 'loading' })
  const shown = shallowRef<SweepState>({ kind: 'loading' })
  let shownId: GroupId | undefined
  let isListed = false

  async function refresh(): Promise<void> {
    try {
      list.value = await client.ask('sweeps.list', {})
      state.value = { kind: 'ready' }
    } catch (error) {
      state.value = { kind: 'failed', message: messageOf(error) }
    }
  }

  async function look(): Promise<void> {
    const id = shownId
    if (id === undefined) return
    try {
      const sweep = await client.ask('sweeps.show', { id })
      if (id === shownId) shown.value = { kind: 'ready', sweep }
    } catch (error) {
      if (id === shownId) shown.value = { kind: 'failed', message: messageOf(error) }
    }
  }

  const lookSoon = paced(pauseMs, () => void look())
  const listSoon = paced(pauseMs, () => void refresh())
  const news = (id: GroupId | undefined) => {
    if (id !== undefined && id === shownId) lookSoon()
    if (id !== undefined && isListed) listSoon()
  }
  client.on('run.changed', ({ group }) => {
    if (group?.kind === 'sweep') news(group.id)
  })
  client.on('sweep.changed', ({ id }) => {
    news(id)
  })
  useConnection().onStatus((status) => {
    if (status !== 'connected') return
    void look()
    if (isListed) void refresh()
  })

  /** Keeps one sweep current until the function that it returns is called. */
  function follow(id: GroupId): () => void {
    shownId = id
    shown.value = { kind: 'loading' }
    void look()
    return () => {
      if (shownId === id) shownId = undefined
    }
  }

  /** Keeps the list current until the function that it returns is called. */
  function followAll(): () => void {
    isListed = true
    void refresh()
    return () => {
      isListed = false
    }
  }

  const plan = (spec: SweepSpec): Promise<SweepPlan> => client.ask('sweeps.plan', spec)
  const start = async (spec: SweepSpec): Promise<GroupId> =>
    (await client.ask('sweeps.start', spec)).id
  const pause = (id: GroupId): Promise<void> => client.ask('sweeps.pause', { id })
  const resume = (id: GroupId): Promise<void> => client.ask('sweeps.resume', { id })
  const stop = (id: GroupId): Promise<void> => client.ask('sweeps.stop', { id })
  const extend = (id: GroupId, by: Budget): Promise<void> => client.ask('sweeps.extend', { id, by })
  /** Moves its runs to the bin and returns them. */
  const remove = async (id: GroupId): Promise<readonly RunId[]> =>
    (await client.ask('sweeps.delete', { id })).ids

  return {
    list,
    state,
    shown,
    refresh,
    look,
    follow,
    followAll,
    plan,
    start,
    pause,
    resume,
    stop,
    extend,
    remove,
  }
})
