import type { Run, RunId } from '../contract/entities.ts'
import { engineInWords } from '../contract/engine-words.ts'
import { learningRateAt } from '../contract/learning-rate.ts'
import type { Epoch, MetricPoint } from '../contract/training.ts'
import type { Core } from '../core/core.ts'
import type { Printer } from './print.ts'
import { placeOf, referenceReport } from './report.ts'
import { slowness } from './slow-engine.ts'
import { duration, lossText, percent, timeLeft, whole } from './words.ts'

const stepsPerEpoch = ({ progress: { steps, epochs } }: Run) => steps / epochs

/** True where the learning rate is not the same all along. */
const isRateMoving = ({ config, rateChanges }: Run) =>
  config.schedule !== 'constant' || config.warmUp > 0 || rateChanges.length > 0

/** What the step learned with, where that is worth saying. */
function rateFacts(run: Run, step: number): readonly string[] {
  if (!isRateMoving(run)) return []
  const rate = learningRateAt({ ...run, stepsPerEpoch: stepsPerEpoch(run) }, step)
  return [`learning rate ${String(Number(rate.toPrecision(3)))}`]
}

function epochLine(run: Run, { epoch, step, seconds, imagesPerSecond, ...scores }: Epoch) {
  const { train, validation, test } = scores
  const sets = [
    { name: 'train', score: train },
    ...(validation === null ? [] : [{ name: 'validation', score: validation }]),
    { name: 'test', score: test },
  ]
  const facts = [
    ...sets.map(
      ({ name, score }) => `${name} loss ${lossText(score.loss)}, error ${percent(score.error)} %`,
    ),
    ...rateFacts(run, step),
    `${duration(seconds)}, ${whole(imagesPerSecond)} images/s`,
  ]
  return `Epoch [${String(epoch)}/${String(run.progress.epochs)}] done: ${facts.join('; ')}`
}

/** `Epoch 2/5, step 400/600, loss 0.0871, running error 2.41 %, 52,000 images/s, 4 s left` */
function barText(run: Run, point: MetricPoint): string {
  const { epochs } = run.progress
  const place = placeOf(point.step, stepsPerEpoch(run))
  const facts = [
    `Epoch ${String(place.epoch)}/${String(epochs)}`,
    `step ${String(place.step)}/${String(stepsPerEpoch(run))}`,
    `loss ${lossText(point.loss)}`,
    `running error ${percent(point.error)} %`,
    ...rateFacts(run, point.step),
  ]
  if (run.status !== 'running') return facts.join(', ')
  if (run.imagesPerSecond !== null) facts.push(`${whole(run.imagesPerSecond)} images/s`)
  if (run.secondsLeft !== null) facts.push(timeLeft(run.secondsLeft))
  return facts.join(', ')
}

/** What to say when a run's trainer is there. */
function beginning(run: Run): readonly string[] {
  if (!run.engine) return []
  const engine = engineInWords(run.engine)
  const from = run.progress.step === 0 ? '' : `, goes on after step ${whole(run.progress.step)}`
  return [`Run ${run.id} "${run.name}" on ${engine}, seed ${String(run.seed)}${from}`]
}

/** What was changed from outside while the run trains. */
function changes(before: Run, run: Run): readonly string[] {
  const added = run.rateChanges.slice(before.rateChanges.length)
  return [
    ...added.map(
      ({ step, learningRate }) =>
        `Learning rate ${String(learningRate)} from step ${whole(step)} on`,
    ),
    ...(run.progress.epochs === before.progress.epochs
      ? []
      : [`The run has ${whole(run.progress.epochs)} epochs now`]),
  ]
}

/** True once its trainer is there. */
const isReady = ({ status, engine }: Run): boolean => status === 'running' && engine !== null

export interface TrainProgress {
  /** From here on the announcements about this run are shown. */
  readonly began: (id: RunId) => void
  /** The same for a run that is under way: what comes after its step is shown. */
  readonly joined: (run: Run) => void
  readonly end: () => void
}

/** Shows a training as it goes on: the reference's report through `say`, and a bar on a terminal. */
export function showTraining(
  core: Pick<Core, 'on'>,
  print: Pick<Printer, 'status' | 'remark'>,
  say: (line: string) => void,
): TrainProgress {
  let ours: RunId | undefined
  let run: Run | undefined
  let hasBegun = false
  /** The step from which on things are shown. */
  let since = 0
  let point: MetricPoint | undefined
  let report: ReturnType<typeof referenceReport> | undefined

  const runChanged = (changed: Run) => {
    if (changed.id !== ours) return
    if (isReady(changed) && !hasBegun) {
      hasBegun = true
      beginning(changed).forEach(say)
      const warning = slowness(changed)
      if (warning !== undefined) print.remark(warning)
    }
    if (run) changes(run, changed).forEach(say)
    run = changed
    const { step, steps } = changed.progress
    report ??= referenceReport(stepsPerEpoch(changed), step)
    if (point) print.status({ text: barText(run, point), share: point.step / steps })
  }

  const stops = [
    core.on('run.changed', runChanged),
    core.on('run.metrics', ({ id, points }) => {
      if (id !== ours || !run) return
      point = points.at(-1) ?? point
      const { epochs } = run.progress
      // Those before are part of the first line that is shown.
      const lines = points.map((each) => ({ step: each.step, text: report?.(each, epochs) }))
      for (const { step, text } of lines) if (text !== undefined && step > since) say(text)
    }),
    core.on('run.epoch', ({ id, epoch }) => {
      if (id === ours && run && epoch.step > since) say(epochLine(run, epoch))
    }),
  ]
  return {
    began: (id) => {
      ours = id
    },
    joined: (joined) => {
      const { id, progress } = joined
      ours = id
      run = joined
      hasBegun = isReady(joined)
      since = progress.step
      report = referenceReport(stepsPerEpoch(joined))
    },
    end: () => {
      for (const stop of stops) stop()
      print.status(null)
    },
  }
}
