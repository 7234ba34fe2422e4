import { finishedEpochs, type Run } from '../../electron/contract/entities.ts'
import { secondsOnSlowEngine } from '../../electron/contract/estimate.ts'
import type { TrainConfig } from '../../electron/contract/train-config.ts'
import type { EngineKind } from '../../electron/contract/training.ts'
import { learnedImages, type TrainingData } from './reference.ts'

/** What makes one epoch take longer than another. */
const work = (config: TrainConfig) => {
  const { dataset, hidden, batch, trainImages, validation, optimizer, activation } = config
  const extras = [config.dropout > 0, config.affine > 0, config.styles > 0]
  return JSON.stringify([
    dataset,
    hidden,
    batch,
    trainImages,
    validation,
    optimizer,
    activation,
    ...extras,
  ])
}

export interface RunEstimate {
  readonly seconds: number
  /** False where it follows from the size of the network alone. */
  readonly isMeasured: boolean
}

/**
 * How long a run will take on an engine: as the newest finished run of the same work took on it, or about as long as
 * a slow engine takes for so large a network. Undefined where nothing tells.
 */
export function estimateRun(
  config: TrainConfig,
  data: TrainingData,
  engine: EngineKind | undefined,
  runs: readonly Run[],
): RunEstimate | undefined {
  const like = runs.find(
    (run) =>
      run.status === 'completed' &&
      run.engine?.kind === engine &&
      work(run.config) === work(config),
  )
  const epochs = like ? finishedEpochs(like) : 0
  if (like && epochs > 0)
    return { seconds: (like.seconds / epochs) * config.epochs, isMeasured: true }
  const seconds =
    engine &&
    secondsOnSlowEngine(engine, {
      sizes: [data.rows * data.columns, ...config.hidden, data.classes.length],
      learned: learnedImages(config, data.train) * config.epochs,
      scored: ((config.trainImages ?? data.train) + data.test) * config.epochs,
    })
  return seconds === undefined ? undefined : { seconds, isMeasured: false }
}
