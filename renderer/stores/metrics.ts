import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { isLive, type RunId } from '../../electron/contract/entities.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { hasGap } from '../lib/chart-series.ts'
import { messageOf } from '../lib/failure.ts'
import { canGoOn } from '../lib/steering.ts'
import { withAnswer, withEpoch, withPoints, withState, type RunTrack } from '../lib/run-track.ts'

/** Of training, between two questions for findings while the first epoch is under way. */
const secondsBetweenLooks = 3

type Change = (track: RunTrack) => RunTrack

/** Points, epochs, checkpoints and findings of the runs that pages show, kept current by announcements. */
export const useMetrics = defineStore('metrics', () => {
  const client = useClient()
  const tracks = shallowRef<ReadonlyMap<RunId, RunTrack>>(new Map())
  const failures = shallowRef<ReadonlyMap<RunId, string>>(new Map())
  /** What was announced of runs whose first answer is on its way. */
  const early = new Map<RunId, Change[]>()
  const asking = new Set<RunId>()
  /** From which step on to ask, of runs that are being asked about already. */
  const askAgain = new Map<RunId, number>()
  /** Training time of the last question, of runs whose first epoch is under way. */
  const lookedAt = new Map<RunId, number>()

  const set = (id: RunId, track: RunTrack) => {
    tracks.value = new Map(tracks.value).set(id, track)
  }

  function apply(id: RunId, change: Change): void {
    early.get(id)?.push(change)
    const track = tracks.value.get(id)
    if (track) set(id, change(track))
  }

  function setFailure(id: RunId, message: string | undefined): void {
    const changed = new Map(failures.value)
    if (message === undefined) changed.delete(id)
    else changed.set(id, message)
    failures.value = changed
  }

  /** Asks for everything after a step; what is known already does no harm. */
  async function ask(id: RunId, afterStep: number): Promise<void> {
    const asked = tracks.value.get(id)?.run
    const [detail, answers] = await Promise.all([
      client.ask('runs.show', { id }),
      client.ask('runs.metrics', { ids: [id], afterStep }),
    ])
    const points = answers[0]?.points ?? []
    set(id, withAnswer(tracks.value.get(id), { detail, points, asked }))
  }

  /** Fetches a run that is not known yet. A failure is kept beside the tracks. */
  async function load(id: RunId): Promise<void> {
    if (early.has(id)) return
    early.set(id, [])
    setFailure(id, undefined)
    try {
      await ask(id, 0)
    } catch (error) {
      setFailure(id, messageOf(error))
    }
    const announced = early.get(id) ?? []
    early.delete(id)
    for (const change of announced) apply(id, change)
  }

  /** Fetches what announcements did not bring; one question a run at a time. */
  async function catchUp(id: RunId, afterStep: number): Promise<void> {
    if (asking.has(id)) {
      askAgain.set(id, Math.min(afterStep, askAgain.get(id) ?? afterStep))
      return
    }
    asking.add(id)
    try {
      await ask(id, afterStep)
    } catch {
      // Whoever reads the page learns of it from the banner; the next connection asks again.
    } finally {
      asking.delete(id)
    }
    const again = askAgain.get(id)
    askAgain.delete(id)
    if (again !== undefined) await catchUp(id, again)
  }

  /** Points alone may say that something is wrong: no epoch need end before people hear of it. */
  function isToBeLookedAt({ run, epochs, points }: RunTrack): boolean {
    const seconds = points.at(-1)?.seconds ?? 0
    if (epochs.length > 0 || seconds - (lookedAt.get(run.id) ?? 0) < secondsBetweenLooks)
      return false
    lookedAt.set(run.id, seconds)
    return true
  }

  client.on('run.metrics', ({ id, points }) => {
    const known = tracks.value.get(id)
    apply(id, (track) => withPoints(track, points))
    const track = tracks.value.get(id)
    if (!known || !track) return
    if (hasGap(known.points, points, known.run.config.recordEvery) || isToBeLookedAt(track))
      void catchUp(id, known.points.at(-1)?.step ?? 0)
  })

  client.on('run.epoch', ({ id, epoch }) => {
    apply(id, (track) => withEpoch(track, epoch))
    lookedAt.delete(id)
    const known = tracks.value.get(id)
    if (known) void catchUp(id, known.points.at(-1)?.step ?? 0)
  })

  client.on('run.changed', (run) => {
    const known = tracks.value.get(run.id)
    apply(run.id, (track) => withState(track, run))
    if (!known) return
    const hasEnded = isLive(known.run) && !isLive(run)
    const hasOtherCheckpoints =
      known.run.weightsSha256 !== run.weightsSha256 || known.run.bytes !== run.bytes
    if (hasEnded || hasOtherCheckpoints) void catchUp(run.id, known.points.at(-1)?.step ?? 0)
  })

  // Announcements made while the connection was lost are in the answers alone.
  useConnection().onStatus((status) => {
    if (status !== 'connected') return
    for (const [id, { run }] of tracks.value) if (isLive(run) || canGoOn(run)) void catchUp(id, 0)
    for (const id of failures.value.keys()) void load(id)
  })

  /** Makes the tracks of these runs known and keeps them current from now on. */
  const follow = (ids: readonly RunId[]) =>
    Promise.all(ids.filter((id) => !tracks.value.has(id)).map(load))

  return { tracks, failures, follow }
})
