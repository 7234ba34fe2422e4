import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Backend } from '../backend.ts'
import { loadBinding } from '../binding.ts'
import { nativeBackend } from '../native.ts'
import { layersOf } from '../network.ts'
import { beyondAll } from './counters.ts'
import { AnotherPartFailed, createExchange } from './exchange.ts'
import { sharedImages, type SharedImages } from './image-memory.ts'
import { createMeeting } from './meeting.ts'
import type { FromPart, PartData, Task, ToPart } from './messages.ts'

// The entry of a thread that trains a part of a network: it does what the first part's thread does, at the same time.
const data = workerData as PartData
const { part, parts, port } = data
const { counters, told, given, answered, read } = createMeeting(data.meeting, parts, {
  mayWaitForEver: true,
})
const binding = loadBinding(data.addon)
let images: SharedImages | undefined
let backend: Backend | undefined

const complete = createExchange({ counters, given }, data, () => images ?? missing())

const batchOf = (count: number) => {
  const { pixels, labels } = images ?? missing()
  const inputs = pixels.length / labels.length
  // Pixels are read before the first part can change them, but labels after that.
  return [pixels.subarray(0, count * inputs), labels.slice(0, count)] as const
}

type Lists = readonly Float32Array<ArrayBuffer>[]

/** The same bytes, which are a copy already, and in a buffer of their own. */
const floats = ({ buffer }: Uint8Array) => new Float32Array(buffer as ArrayBuffer)

/** Does a task and returns its answer; null where none is waited for. */
function carryOut(task: Task, by: Backend): Lists | null {
  switch (task.kind) {
    case 'step':
      by.step(...batchOf(task.images), task)
      return null
    case 'measure':
      by.measure(...batchOf(task.images))
      return null
    case 'logits':
      by.logits(batchOf(task.images)[0])
      return null
    case 'watched': {
      const watched: Float32Array<ArrayBuffer>[] = []
      by.measure(...batchOf(task.images), (_hidden, outputs) =>
        watched.push(outputs as Float32Array<ArrayBuffer>),
      )
      return watched
    }
    case 'inspect':
      return by
        .inspect(...batchOf(task.images))
        .flatMap(({ gradient, activations }) => [gradient.slice(), activations.slice()])
    case 'weights':
      return [floats(by.weights())]
    case 'slots':
      return [floats(by.slots())]
    case 'dispose':
      by.dispose()
      backend = undefined
      return [Float32Array.of(binding.getNumOfTensors())]
    case 'read':
      return []
  }
}

function take(message: ToPart): void {
  switch (message.kind) {
    case 'images':
      images = sharedImages(message.memory)
      break
    case 'make': {
      const { config, units, weights, slots } = message
      backend = nativeBackend(binding, { complete, units })(
        config,
        layersOf(config, weights),
        slots,
      )
      break
    }
  }
}

const receive = (): ToPart =>
  (receiveMessageOnPort(port) as { readonly message: ToPart } | undefined)?.message ?? missing()

const send = (message: FromPart, lists: Lists = []) => {
  port.postMessage(
    message,
    lists.map(({ buffer }) => buffer),
  )
}

function missing(): never {
  throw new Error('A part of the network was told to train before it was made')
}

parentPort?.postMessage('ready')
let answers = 0
try {
  for (let tasks = 1; ; tasks += 1) {
    counters.await(told, tasks)
    const task = read()
    if (task.kind === 'read') take(receive())
    const lists = task.kind === 'read' ? [] : carryOut(task, backend ?? missing())
    if (lists === null) continue
    send({ kind: 'answer', lists }, lists)
    answers += 1
    counters.raise(answered(part), answers)
    // Asked for once a checkpoint, when the trainer collects too, see Surroundings.collect.
    if (task.kind === 'slots') globalThis.gc?.()
  }
} catch (error) {
  const reason = error instanceof AnotherPartFailed ? null : String(error)
  send({ kind: 'failed', reason })
  counters.raise(given(part), beyondAll)
  counters.raise(answered(part), beyondAll)
}
