import { join } from 'node:path'
import { unreachable } from '../contract/errors.ts'
import { createBacklog } from './backlog.ts'
import { carryOut } from './carry-out.ts'
import { createWishes } from './course.ts'
import { reasonOf } from './death.ts'
import { loadEngine, type LoadedEngine } from './engine.ts'
import { giveWay } from './give-way.ts'
import type { FromChild, ToTrainer, TrainJob } from './messages.ts'
import type { Used } from './usage-meter.ts'
import { parentOf } from './parent.ts'

// The entry of a trainer process: it obeys its parent, and ends after the step under way once that is gone.
// It must not listen to signals: TensorFlow's matrix product points the stack into the heap, where a handler that
// runs meanwhile overwrites memory. A signal ends it at once; its last checkpoint is with the parent.
giveWay('training')
const parent = parentOf<FromChild, ToTrainer>(process)
const stop = new AbortController()
const backlog = createBacklog()
const wishes = createWishes()

parent.onGone(() => {
  stop.abort()
})

parent.onMessage((message) => {
  switch (message.kind) {
    case 'probe':
      void load({ ...message, split: null }).finally(parent.leave)
      break
    case 'train':
      void trainOn(message.job).finally(parent.leave)
      break
    case 'stop':
      stop.abort()
      break
    case 'setRate':
      wishes.add({ learningRate: message.learningRate })
      break
    case 'setEpochs':
      wishes.add({ epochs: message.epochs })
      break
    case 'kept':
      backlog.kept()
      break
    default:
      unreachable(message)
  }
})

/** Says whether an engine works here, and returns it if it does. */
async function load({
  engine,
  threads,
  split,
}: Pick<TrainJob, 'engine' | 'threads' | 'split'>): Promise<LoadedEngine | undefined> {
  try {
    const entry = join(import.meta.dirname, 'part.js')
    const loaded = await loadEngine(engine, threads, split && { ...split, entry })
    parent.send({ kind: 'ready', engine: loaded.engine })
    return loaded
  } catch (error) {
    parent.send({ kind: 'unusable', reason: reasonOf(error) })
    return undefined
  }
}

async function trainOn(job: TrainJob): Promise<void> {
  const loaded = await load(job)
  if (loaded === undefined) return
  const beganMs = performance.now()
  try {
    await carryOut(job, loaded, {
      send: parent.send,
      signal: stop.signal,
      backlog,
      wishes,
      augmenter: join(import.meta.dirname, 'augmenter.js'),
      clock: () => performance.now(),
      used,
      collect: () => globalThis.gc?.(),
    })
  } catch (error) {
    const outcome = { status: 'failed', reason: reasonOf(error) } as const
    parent.send({ kind: 'ended', outcome, seconds: (performance.now() - beganMs) / 1000 })
  }
}

function used(): Used {
  const { user, system } = process.cpuUsage()
  return { cpu: user + system, memory: process.memoryUsage.rss() }
}
