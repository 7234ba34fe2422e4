import type { Epoch, MetricPoint, Run, RunId } from '../contract/entities.ts'
import type { Core } from '../core/core.ts'
import type { Printer } from './print.ts'
import { placeOf, referenceReport } from './report.ts'
import { duration, lossText, percent, timeLeft, whole } from './words.ts'

function epochLine({ epoch, train, test, seconds, imagesPerSecond }: Epoch, epochs: number) {
  const facts = [
    `train loss ${lossText(train.loss)}, error ${percent(train.error)} %`,
    `test loss ${lossText(test.loss)}, error ${percent(test.error)} %`,
    `${duration(seconds)}, ${whole(imagesPerSecond)} images/s`,
  ]
  return `Epoch [${String(epoch)}/${String(epochs)}] done: ${facts.join('; ')}`
}

/** `Epoch 2/5, step 400/600, loss 0.0871, running error 2.41 %, 52,000 images/s, 4 s left` */
function barText(run: Run, point: MetricPoint): string {
  const { epochs, steps } = run.progress
  const stepsPerEpoch = steps / epochs
  const place = placeOf(point.step, stepsPerEpoch)
  const facts = [
    `Epoch ${String(place.epoch)}/${String(epochs)}`,
    `step ${String(place.step)}/${String(stepsPerEpoch)}`,
    `loss ${lossText(point.loss)}`,
    `running error ${percent(point.error)} %`,
  ]
  if (run.status !== 'running') return facts.join(', ')
  if (run.imagesPerSecond !== null) facts.push(`${whole(run.imagesPerSecond)} images/s`)
  if (run.secondsLeft !== null) facts.push(timeLeft(run.secondsLeft))
  return facts.join(', ')
}

export interface TrainProgress {
  /** From here on the announcements about this run are shown. */
  readonly began: (id: RunId) => void
  readonly end: () => void
}

/** Shows a training as it goes on: the reference's report through `say`, and a bar on a terminal. */
export function showTraining(
  core: Pick<Core, 'on'>,
  print: Pick<Printer, 'status'>,
  say: (line: string) => void,
): TrainProgress {
  let ours: RunId | undefined
  let run: Run | undefined
  let point: MetricPoint | undefined
  let report: ReturnType<typeof referenceReport> | undefined

  const runChanged = (changed: Run) => {
    if (changed.id !== ours) return
    const { steps, epochs } = changed.progress
    if (changed.engine && !run?.engine) {
      const { kind, version, threads } = changed.engine
      say(
        `Run ${changed.id} "${changed.name}" on ${kind} ${version}, threads: ${String(threads)}, seed ${String(changed.seed)}`,
      )
    }
    run = changed
    report ??= referenceReport(steps / epochs, epochs)
    if (point) print.status({ text: barText(run, point), share: point.step / steps })
  }

  const stops = [
    core.on('run.changed', runChanged),
    core.on('run.metrics', ({ id, points }) => {
      if (id !== ours) return
      point = points.at(-1) ?? point
      for (const line of points.map((each) => report?.(each))) if (line !== undefined) say(line)
    }),
    core.on('run.epoch', ({ id, epoch }) => {
      if (id === ours && run) say(epochLine(epoch, run.progress.epochs))
    }),
  ]
  return {
    began: (id) => {
      ours = id
    },
    end: () => {
      for (const stop of stops) stop()
      print.status(null)
    },
  }
}
