import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { isLive, type RunId } from '../../electron/contract/entities.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import { paced } from '../lib/paced.ts'
import { hasGap } from '../lib/point-list.ts'
import { canGoOn } from '../lib/steering.ts'
import { withAnswer, withEpoch, withPoints, withState, type RunTrack } from '../lib/run-track.ts'

/** Of training, between two questions for findings while the first epoch is under way. */
const secondsBetweenLooks = 3

/** Points of a run that are asked for; of each of many runs fewer, or their lines would be slow to draw. */
const mostPoints = 2000
const fewRuns = 10
const mostOfMany = 250
/** More than this are thinned by asking for all of them again. */
const mostKept = 2 * mostPoints

/** Pages draw what is announced at most so often, however many announcements come at once. */
const pauseMs = 200

type Change = (track: RunTrack) => RunTrack

/** Points, epochs, checkpoints and findings of the runs that pages show, kept current by announcements. */
export const useMetrics = defineStore('metrics', () => {
  const client = useClient()
  const known = new Map<RunId, RunTrack>()
  const tracks = shallowRef<ReadonlyMap<RunId, RunTrack>>(known)
  const show = () => {
    tracks.value = new Map(known)
  }
  const showSoon = paced(pauseMs, show)
  const failures = shallowRef<ReadonlyMap<RunId, string>>(new Map())
  /** What was announced of runs whose first answer is on its way. */
  const early = new Map<RunId, Change[]>()
  /** Those of which only few points are known. */
  const coarse = new Set<RunId>()
  const asking = new Set<RunId>()
  /** From which step on to ask, of runs that are being asked about already. */
  const askAgain = new Map<RunId, number>()
  /** Training time of the last question, of runs whose first epoch is under way. */
  const lookedAt = new Map<RunId, number>()

  const set = (id: RunId, track: RunTrack) => {
    known.set(id, track)
    showSoon()
  }

  function apply(id: RunId, change: Change): void {
    early.get(id)?.push(change)
    const track = known.get(id)
    if (track) set(id, change(track))
  }

  function setFailure(id: RunId, message: string | undefined): void {
    const changed = new Map(failures.value)
    if (message === undefined) changed.delete(id)
    else changed.set(id, message)
    failures.value = changed
  }

  /** The track with everything after a step in it; what is known already does no harm. */
  async function answered(id: RunId, afterStep: number): Promise<RunTrack> {
    const asked = known.get(id)?.run
    const [detail, answers] = await Promise.all([
      client.ask('runs.show', { id }),
      client.ask('runs.metrics', { ids: [id], afterStep, most: mostPoints }),
    ])
    const points = answers[0]?.points ?? []
    return withAnswer(known.get(id), { detail, points, afterStep, asked })
  }

  /** Nothing where it failed; the failures are kept beside the tracks. */
  async function loaded(
    ids: readonly RunId[],
    ask: () => Promise<readonly RunTrack[]>,
  ): Promise<readonly RunTrack[]> {
    for (const id of ids) setFailure(id, undefined)
    try {
      return await ask()
    } catch (error) {
      for (const id of ids) setFailure(id, messageOf(error))
      return []
    }
  }

  const inDetail = (id: RunId) => loaded([id], async () => [await answered(id, 0)])

  /** As much of many runs as their lines need, by one question. */
  const inOutline = (ids: readonly RunId[]) =>
    loaded(ids, async () =>
      (await client.ask('runs.curves', { ids: [...ids], most: mostOfMany })).map((curve) => ({
        ...curve,
        checkpoints: [],
        findings: [],
      })),
    )

  /** Fetches runs, all of them before any is shown: each one shown has every chart drawn anew. */
  async function load(ids: readonly RunId[], isCoarse = false): Promise<void> {
    const fresh = ids.filter((id) => !early.has(id))
    if (fresh.length === 0) return
    for (const id of fresh) early.set(id, [])
    const answers = isCoarse ? await inOutline(fresh) : await Promise.all(fresh.map(inDetail))
    const found = new Map(answers.flat().map((track) => [track.run.id, track]))
    for (const id of fresh) {
      const track = found.get(id)
      const announced = early.get(id) ?? []
      early.delete(id)
      if (!track) continue
      known.set(
        id,
        announced.reduce((now, change) => change(now), track),
      )
      if (isCoarse) coarse.add(id)
      else coarse.delete(id)
    }
    show()
  }

  /** Fetches what announcements did not bring; one question a run at a time. */
  async function catchUp(id: RunId, afterStep: number): Promise<void> {
    if (asking.has(id)) {
      askAgain.set(id, Math.min(afterStep, askAgain.get(id) ?? afterStep))
      return
    }
    asking.add(id)
    try {
      set(id, await answered(id, afterStep))
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
    const before = known.get(id)
    apply(id, (track) => withPoints(track, points))
    const track = known.get(id)
    if (!before || !track) return
    if (track.points.length > mostKept) void catchUp(id, 0)
    else if (hasGap(before.points, points, before.run.config.recordEvery) || isToBeLookedAt(track))
      void catchUp(id, before.points.at(-1)?.step ?? 0)
  })

  client.on('run.epoch', ({ id, epoch }) => {
    apply(id, (track) => withEpoch(track, epoch))
    lookedAt.delete(id)
    const track = known.get(id)
    if (track) void catchUp(id, track.points.at(-1)?.step ?? 0)
  })

  client.on('run.changed', (run) => {
    const before = known.get(run.id)
    apply(run.id, (track) => withState(track, run))
    if (!before) return
    const hasEnded = isLive(before.run) && !isLive(run)
    const hasOtherCheckpoints =
      before.run.weightsSha256 !== run.weightsSha256 || before.run.bytes !== run.bytes
    if (hasEnded || hasOtherCheckpoints) void catchUp(run.id, before.points.at(-1)?.step ?? 0)
  })

  // Announcements made while the connection was lost are in the answers alone.
  useConnection().onStatus((status) => {
    if (status !== 'connected') return
    for (const [id, { run }] of known) if (isLive(run) || canGoOn(run)) void catchUp(id, 0)
    for (const id of failures.value.keys()) void load([id])
  })

  /** Makes the tracks of these runs known and keeps them current from now on. */
  function follow(ids: readonly RunId[]): Promise<void> {
    const isCoarse = ids.length > fewRuns
    const isMissing = (id: RunId) => !known.has(id) || (coarse.has(id) && !isCoarse)
    return load(ids.filter(isMissing), isCoarse)
  }

  return { tracks, failures, follow }
})
