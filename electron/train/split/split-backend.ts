import type { Backend, LayerInspection, MakeBackend } from '../backend.ts'
import type { Binding } from '../binding.ts'
import { nativeBackend } from '../native.ts'
import { bytesOf, layersOf } from '../network.ts'
import { slotCount } from '../optimizer.ts'
import { byColumns, byRows, joinParts, takePart, type Kept } from './divide.ts'
import type { PartThreads } from './threads.ts'
import { sizeOfPart, unitsOf } from './units.ts'

/**
 * A network with one hidden layer in parts, each with some of its units in a thread of its own: nothing but logits passes
 * between them. `binding` is that of this thread, which trains the first part.
 */
export const splitBackend =
  (binding: Binding, threads: PartThreads): MakeBackend =>
  (config, first, slots) => {
    const { parts } = threads
    const [hidden = 0] = config.hidden
    const units = unitsOf(hidden, parts)
    const [ofFirst = { from: 0, to: hidden, of: hidden }, ...ofOthers] = units
    const weightLists = { size: config, each: 1 }
    const slotLists = { size: config, each: slotCount[config.optimizer] }
    const weights = bytesOf(first)
    const startOf = (of: typeof ofFirst) => ({
      config: sizeOfPart(config, of),
      units: of,
      weights: takePart(weightLists, weights, of),
      slots: slots && takePart(slotLists, slots, of),
    })

    const start = startOf(ofFirst)
    const own = nativeBackend(binding, { complete: threads.complete, units: ofFirst })(
      start.config,
      layersOf(start.config, start.weights),
      start.slots,
    )
    threads.give(ofOthers.map((of) => ({ kind: 'make', ...startOf(of) })))

    /** A thread that was left in the middle of a task does not hear of another one. */
    let isWhole = true
    const together = <T>(work: () => T): T => {
      isWhole = false
      const result = work()
      isWhole = true
      return result
    }
    const begin = (
      task: Parameters<PartThreads['begin']>[0],
      pixels: Uint8Array,
      labels: Uint8Array,
    ) => {
      threads.begin(task, { pixels, labels, outputs: config.outputs })
    }
    const numbersOf = (kept: Kept, mine: Uint8Array) =>
      joinParts(
        kept,
        [floatsIn(mine), ...threads.answers().map(([list = none]) => list)].map((values, part) => {
          const of = units[part] ?? ofFirst
          return { size: sizeOfPart(config, of), units: of, values }
        }),
      )

    /** Puts what each part has of a list where it belongs. */
    const putAll = (way: typeof byColumns, lists: readonly Float32Array[], whole: Float32Array) => {
      units.forEach((of, part) => {
        way.put(whole, lists[part] ?? none, of)
      })
      return whole
    }
    const join = (way: typeof byColumns, lists: readonly Float32Array[]) =>
      putAll(way, lists, new Float32Array(lists.reduce((sum, list) => sum + list.length, 0)))

    /** Where outputs are put together, again and again: nobody keeps what is watched. */
    let watched = new Float32Array()
    const measure: Backend['measure'] = (pixels, labels, watch) => {
      const images = labels.length
      if (watch === undefined) {
        begin({ kind: 'measure', images }, pixels, labels)
        return own.measure(pixels, labels)
      }
      begin({ kind: 'watched', images }, pixels, labels)
      const seen: Float32Array[] = []
      const score = own.measure(pixels, labels, (_hidden, outputs) => seen.push(outputs))
      if (watched.length < images * hidden) watched = new Float32Array(images * hidden)
      const outputs = watched.subarray(0, images * hidden)
      watch(0, putAll(byColumns, [...seen, ...threads.answers().flat()], outputs))
      return score
    }

    const inspect: Backend['inspect'] = (pixels, labels) => {
      begin({ kind: 'inspect', images: labels.length }, pixels, labels)
      const [hiddenLayer = nothing, last = nothing] = own.inspect(pixels, labels)
      const others = threads.answers()
      const all = (mine: Float32Array, place: number) => [
        mine,
        ...others.map((lists) => lists[place] ?? none),
      ]
      return [
        {
          gradient: join(byColumns, all(hiddenLayer.gradient, 0)),
          activations: join(byColumns, all(hiddenLayer.activations, 1)),
        },
        { gradient: join(byRows, all(last.gradient, 2)), activations: last.activations },
      ]
    }

    return {
      step: (pixels, labels, settings) =>
        together(() => {
          begin({ kind: 'step', images: labels.length, ...settings }, pixels, labels)
          return own.step(pixels, labels, settings)
        }),
      measuredAtOnce,
      measure: (pixels, labels, watch) => together(() => measure(pixels, labels, watch)),
      logits: (pixels) =>
        together(() => {
          const images = pixels.length / config.inputs
          begin({ kind: 'logits', images }, pixels, new Uint8Array(images))
          return own.logits(pixels)
        }),
      inspect: (pixels, labels) => together(() => inspect(pixels, labels)),
      weights: () =>
        together(() => {
          threads.begin({ kind: 'weights' })
          return numbersOf(weightLists, own.weights())
        }),
      slots: () =>
        together(() => {
          threads.begin({ kind: 'slots' })
          return numbersOf(slotLists, own.slots())
        }),
      dispose: () => {
        own.dispose()
        if (!isWhole) return
        threads.begin({ kind: 'dispose' })
        threads.answers()
      },
    }
  }

/** A quarter of what one thread takes: as fast, and so much less memory. */
const measuredAtOnce = 250

const none = new Float32Array()
const nothing: LayerInspection = { gradient: none, activations: none }

const floatsIn = (bytes: Uint8Array) =>
  new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
