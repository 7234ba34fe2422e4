import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import type { Backlog } from './backlog.ts'
import { readDataset } from './dataset.ts'
import type { LoadedEngine } from './engine.ts'
import { firstWeights } from './first-weights.ts'
import { train } from './loop.ts'
import type { FromTrainer, TrainJob } from './messages.ts'
import { createPointsOutbox } from './points-outbox.ts'
import { progressOf } from './progress.ts'

export interface Surroundings {
  readonly send: (message: FromTrainer) => void
  readonly signal: AbortSignal
  readonly backlog: Backlog
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
}

/** Messages wait no longer than this while the engine computes, or than one of its calls. */
const breathEveryMs = 20

/** Trains what a job asks for and sends what becomes known. */
export async function carryOut(
  { config, data: files }: TrainJob,
  { makeBackend }: LoadedEngine,
  { send, signal, backlog, clock }: Surroundings,
): Promise<void> {
  const data = await readDataset(files, config.trainImages)
  const backend = makeBackend(config, firstWeights(config))
  const outbox = createPointsOutbox((points, secondsBefore) => {
    send({ kind: 'points', points, ...progressOf(config, data, points, secondsBefore) })
  }, clock)
  const beganMs = clock()
  let breathedMs = beganMs
  const breathe = async () => {
    if (clock() - breathedMs < breathEveryMs) return
    await turn()
    breathedMs = clock()
  }

  for await (const fact of train({ config, data, backend, signal, clock, breathe })) {
    if (fact.kind === 'point') {
      outbox.add(fact.point)
      continue
    }
    outbox.flush()
    switch (fact.kind) {
      case 'epoch':
        send(fact)
        break
      case 'checkpoint':
        send({ ...fact, sha256: createHash('sha256').update(fact.weights).digest('hex') })
        backlog.sent()
        await backlog.room(signal)
        break
      case 'ended':
        send({ ...fact, seconds: (clock() - beganMs) / 1000 })
    }
  }
  backend.dispose()
}
