import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { unreachable } from '../contract/errors.ts'
import { backendConfig } from './backend.ts'
import type { Backlog } from './backlog.ts'
import { createBatches } from './batches.ts'
import { createCourse, type Wishes } from './course.ts'
import { readDataset, stepsPerEpoch } from './dataset.ts'
import type { LoadedEngine } from './engine.ts'
import { firstWeights } from './first-weights.ts'
import { train, type Fact } from './loop.ts'
import type { FromTrainer, TrainJob } from './messages.ts'
import { layersOf } from './network.ts'
import { createPointsOutbox } from './points-outbox.ts'
import { progressOf } from './progress.ts'
import { beginning } from './resume.ts'
import { createUsageMeter, type Used } from './usage-meter.ts'

export interface Surroundings {
  readonly send: (message: FromTrainer) => void
  readonly signal: AbortSignal
  readonly backlog: Backlog
  readonly wishes: Wishes
  /** File of the built entry `augmenter`. */
  readonly augmenter: string
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number
  /** What this process has used so far. */
  readonly used: () => Used
  /**
   * Collects garbage: copies of weights and outputs lie outside the JavaScript heap, which alone would call for it
   * so late that memory grows by some 9 MB in 10,000 steps.
   */
  readonly collect: () => void
}

/** Messages wait no longer than this while the engine computes, or than one of its calls. */
const breathEveryMs = 20

/** Trains what a job asks for and sends what becomes known. */
export async function carryOut(
  job: TrainJob,
  { makeBackend }: LoadedEngine,
  { send, signal, backlog, wishes, augmenter, clock, used, collect }: Surroundings,
): Promise<void> {
  const { config, shape, resume } = job
  const network = backendConfig(config, shape)
  const beganMs = clock()
  const data = await readDataset(job.data, shape, config)
  const backend =
    resume === null
      ? makeBackend(network, firstWeights({ ...config, ...network }))
      : makeBackend(network, layersOf(network, own(resume.weights)), own(resume.state.slots))
  const batches = createBatches({ set: data.train, config, augmenter })
  const course = createCourse({ ...job, stepsPerEpoch: stepsPerEpoch(config, data), wishes })
  const from = resume?.state ?? null
  const { seconds, window } = from ?? beginning

  let imagesBefore = window.images
  const outbox = createPointsOutbox(
    (points, secondsBefore) => {
      const epochs = course.epochsAt((points.at(-1)?.step ?? 0) + 1)
      const options = { batch: config.batch, epochs, data, secondsBefore, imagesBefore }
      send({ kind: 'points', points, ...progressOf(points, options) })
      imagesBefore = 0
    },
    clock,
    seconds,
  )

  const meter = createUsageMeter(used, clock, (usage) => {
    send({ kind: 'usage', usage })
    outbox.alsoSent()
  })

  let breathedMs = beganMs
  const breathe = async () => {
    if (clock() - breathedMs < breathEveryMs) return
    meter.look()
    await turn()
    breathedMs = clock()
  }

  const tell = async (fact: Exclude<Fact, { kind: 'point' }>) => {
    switch (fact.kind) {
      case 'epoch':
      case 'layers':
      case 'rate':
      case 'epochs':
        send(fact)
        break
      case 'checkpoint':
        send({ ...fact, sha256: createHash('sha256').update(fact.weights).digest('hex') })
        backlog.sent()
        await backlog.room(signal)
        collect()
        break
      case 'ended':
        meter.end()
        send({ ...fact, seconds: (clock() - beganMs) / 1000 })
        break
      default:
        unreachable(fact)
    }
  }

  try {
    const { checkpointEverySeconds } = job
    const training = {
      config,
      network,
      data,
      backend,
      batches,
      course,
      from,
      checkpointEverySeconds,
    }
    for await (const fact of train({ ...training, signal, clock, breathe })) {
      if (fact.kind === 'point') {
        outbox.add(fact.point)
        continue
      }
      outbox.flush()
      await tell(fact)
    }
  } finally {
    await batches.close()
    backend.dispose()
  }
}

/** Bytes in a buffer of their own: those of a message begin anywhere in it, but floats do not. */
const own = (bytes: Uint8Array) => new Uint8Array(bytes)
