import { mnistShape } from '../../electron/contract/datasets.ts'
import type { Run, RunFacts, RunId, RunState } from '../../electron/contract/entities.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'

export type Given = Partial<Omit<RunFacts, 'config' | 'id'>> & {
  readonly id?: string
  readonly config?: Partial<TrainConfig>
  readonly state?: RunState
}

/** A finished run of the reference, but for what is given. Ids are filled up to their ten letters. */
export function aRun({ id = 'a', config, state, ...facts }: Given = {}): Run {
  const whole: TrainConfig = { ...referenceConfig, ...config }
  const score = { train: { loss: 0.02, error: 0.0072 }, test: { loss: 0.07, error: 0.019 } }
  return {
    id: id.padEnd(10, '0') as RunId,
    name: id,
    note: '',
    colour: 1,
    tags: [],
    isPinned: false,
    origin: { kind: 'trained' },
    config: whole,
    seed: whole.seed,
    dataset: { ...mnistShape, id: 'mnist', sha256: null },
    engine: { kind: 'native', version: '2.21.0', threads: 2, parts: 1 },
    createdAt: 1000,
    startedAt: 2000,
    endedAt: 22_000,
    archivedAt: null,
    deletedAt: null,
    progress: { epoch: 5, epochs: 5, step: 3000, steps: 3000 },
    seconds: 20,
    final: score,
    best: { epoch: 5, test: score.test },
    handwriting: null,
    weightsSha256: null,
    bytes: 0,
    reproduces: null,
    group: null,
    rateChanges: [],
    epochsChanges: [],
    place: 1,
    canResume: false,
    ...facts,
    ...(state ?? { status: 'completed' }),
  }
}
