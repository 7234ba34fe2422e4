import { statSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RunId } from '../../electron/contract/entities.ts'
import type { Core } from '../../electron/core/core.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { databasePath } from '../../electron/core/data-folder.ts'
import { fillLab, idOf, type LabSize } from '../lab-of-runs.ts'
import { inNewFolder } from './new-lab.ts'

/** What this program is asked for: to look at a data folder of that size, and to clear some of it. */
export interface ManyRunsInput extends LabSize {
  /** Runs whose curves are laid over one another. */
  readonly compared: number
  /** Runs that go to the bin and come back, and then go for good. */
  readonly deleted: number
}

/** Milliseconds. */
export interface ManyRunsTimes {
  /** From opening the data folder until the list is on its way to the window. */
  readonly start: number
  readonly search: number
  /** A run, with all that its page shows. */
  readonly show: number
  readonly compare: number
  readonly bin: number
  readonly restore: number
  /** Of one run: until its bytes are back, and the longest time that other work of the process waited meanwhile. */
  readonly purgeOne: number
  readonly purgeOneBlocked: number
  readonly purge: number
  /** Bytes that the purge says it has freed, and by which the database is shorter. */
  readonly freed: number
  readonly shorterBy: number
}

const never = () => {
  throw new Error('Nothing is trained here')
}
const silent = () => undefined

function openCore(dataDir: string): Core {
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  return createCore({ dataDir, fork: never, log, version: 'bench', worksQueue: false })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now()
  await work()
  return performance.now() - beganMs
}

/** The same, of the quickest of some turns. */
async function quickest(work: () => Promise<unknown>): Promise<number> {
  const turns: number[] = []
  while (turns.length < 3) turns.push(await timed(work))
  return Math.min(...turns)
}

async function measure(dataDir: string, input: ManyRunsInput): Promise<ManyRunsTimes> {
  const start = await quickest(async () => {
    const core = openCore(dataDir)
    JSON.stringify(await core.ask('runs.list', {}))
    await core.close()
  })
  const core = openCore(dataDir)
  const ids = (count: number) => Array.from({ length: count }, (_, index) => idOf(index))
  const [some, doomed] = [ids(input.compared), ids(input.deleted)]
  const [one] = some
  if (!one) throw new Error('There is nothing to compare')
  try {
    const times = {
      start,
      search: await quickest(() => core.ask('runs.list', { search: 'wide FINAL' })),
      show: await quickest(async () => {
        await core.ask('runs.show', { id: one })
        await core.ask('runs.metrics', { ids: [one] })
      }),
      compare: await quickest(() => core.ask('runs.metrics', { ids: some })),
      bin: await timed(() => core.ask('runs.delete', { ids: doomed })),
      restore: await timed(() => core.ask('runs.restore', { ids: doomed })),
    }
    await core.ask('runs.delete', { ids: doomed })
    return { ...times, ...(await purging(core, dataDir, doomed)) }
  } finally {
    await core.close()
  }
}

async function purging(core: Core, dataDir: string, [one, ...others]: readonly RunId[]) {
  if (one === undefined) throw new Error('There is nothing to purge')
  const size = () => statSync(databasePath(dataDir)).size
  const first = await blocking(() => core.ask('runs.purge', { ids: [one] }))
  const before = size()
  let freed = 0
  const purge = await timed(async () => {
    freed = (await core.ask('runs.purge', { ids: others })).freed
  })
  return {
    purgeOne: first.ms,
    purgeOneBlocked: first.blockedMs,
    purge,
    freed,
    shorterBy: before - size(),
  }
}

const beatMs = 5

/** How long something takes, and the longest time for which it kept a timer from its turn. */
async function blocking(work: () => Promise<unknown>) {
  let blockedMs = 0
  let lastMs = performance.now()
  const look = () => {
    const nowMs = performance.now()
    blockedMs = Math.max(blockedMs, nowMs - lastMs - beatMs)
    lastMs = nowMs
  }
  const beat = setInterval(look, beatMs)
  const ms = await timed(work)
  look()
  clearInterval(beat)
  return { ms, blockedMs }
}

const input = JSON.parse(process.argv[2] ?? '') as ManyRunsInput
const times = await inNewFolder(async (folder) => {
  fillLab(databasePath(folder), input)
  // What filling it leaves behind is tidied up before anything is measured.
  await nextTurn()
  return measure(folder, input)
})
console.log(JSON.stringify(times))
