import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { beyondAll } from './counters.ts'
import { AnotherPartFailed, createExchange } from './exchange.ts'
import { imageMemory, sharedImages, type SharedImages } from './image-memory.ts'
import { createMeeting, meetingMemory } from './meeting.ts'
import type { FromPart, PartData, Task, ToPart } from './messages.ts'

type Lists = readonly Float32Array[]

/** The threads of all parts but the first, which is that of whoever calls. */
export interface PartThreads {
  readonly parts: number
  /** Begins a task in all threads; its images are as many as its labels. */
  readonly begin: (task: Task, batch?: ImageBatch) => void
  /** What each thread has to say at the end of the task that was begun last, in the order of their parts. */
  readonly answers: () => readonly Lists[]
  /** Gives each thread its message, in the order of their parts. */
  readonly give: (messages: readonly ToPart[]) => void
  /** Sum of the logits of all parts for the task under way, from those of the first. */
  readonly complete: (logits: Float32Array) => Float32Array
  readonly close: () => Promise<void>
}

interface ImageBatch {
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
  readonly outputs: number
}

interface Thread {
  readonly worker: Worker
  readonly port: MessagePort
}

export interface ThreadsOptions {
  /** File of the built entry `part`. */
  readonly entry: string
  /** A binding for each part but the first, each in a file of its own. */
  readonly addons: readonly string[]
}

/** Resolves once each thread has loaded its binding; rejects with what keeps one from it. */
export async function startThreads({ entry, addons }: ThreadsOptions): Promise<PartThreads> {
  const parts = addons.length + 1
  const memory = meetingMemory(parts)
  const threads = await Promise.all(
    addons.map((addon, index) =>
      startThread(entry, { part: index + 1, parts, addon, meeting: memory }),
    ),
  )
  const { counters, told, given, answered, write } = createMeeting(memory, parts, {
    mayWaitForEver: false,
  })
  let images: (SharedImages & { readonly size: string }) | undefined
  let tasks = 0
  let asked = 0

  const failure = (): Error => {
    const reasons = threads.flatMap(({ port }) => {
      const message = receive(port)
      return message?.kind === 'failed' ? (message.reason ?? []) : []
    })
    return new Error(`A part of the network failed: ${reasons[0] ?? 'unknown reason'}`)
  }

  const tell = (task: Task) => {
    write(task)
    tasks += 1
    counters.raise(told, tasks)
  }

  const answers = () => {
    asked += 1
    return threads.map(({ port }, index) => {
      const hasFailed = counters.await(answered(index + 1), asked) === beyondAll
      const message = hasFailed ? undefined : receive(port)
      if (message?.kind !== 'answer') throw failure()
      return message.lists
    })
  }

  const give = (messages: readonly ToPart[]) => {
    threads.forEach(({ port }, index) => {
      port.postMessage(messages[index])
    })
    tell({ kind: 'read' })
    answers()
  }

  /** Room for that many images; those who share it have to hear of a new one. */
  const roomFor = ({ pixels, labels, outputs }: ImageBatch): SharedImages => {
    const inputs = pixels.length / labels.length
    const size = [inputs, outputs].join()
    if (images?.size === size && images.labels.length >= labels.length) return images
    const made = imageMemory({ images: labels.length, inputs, outputs, parts })
    give(threads.map(() => ({ kind: 'images', memory: made })))
    images = { ...sharedImages(made), size }
    return images
  }

  const exchange = createExchange(
    { counters, given },
    { part: 0, parts },
    () => images ?? unexpected(),
  )

  return {
    parts,
    begin: (task, batch) => {
      if (batch !== undefined) {
        const { pixels, labels } = roomFor(batch)
        pixels.set(batch.pixels)
        labels.set(batch.labels)
      }
      tell(task)
    },
    answers,
    give,
    complete: (logits) => {
      try {
        return exchange(logits)
      } catch (error) {
        throw error instanceof AnotherPartFailed ? failure() : error
      }
    },
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }
}

const receive = (port: MessagePort) =>
  (receiveMessageOnPort(port) as { readonly message: FromPart } | undefined)?.message

function unexpected(): never {
  throw new Error('Logits were exchanged without images')
}

/** Resolves once the thread has loaded its binding. It does not keep the process alive. */
async function startThread(entry: string, data: Omit<PartData, 'port'>): Promise<Thread> {
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(entry, {
    workerData: { ...data, port: port2 } satisfies PartData,
    transferList: [port2],
    execArgv: [],
    // It makes little garbage at a time, and would let it grow to some 20 MB.
    resourceLimits: { maxYoungGenerationSizeMb: 3 },
  })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => {
      resolve()
    })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      reject(new Error(`The thread of a part ended (exit code ${String(code)})`))
    })
  })
  worker.unref()
  port1.unref()
  return { worker, port: port1 }
}
