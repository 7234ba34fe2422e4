import type { Doctor } from '../../electron/contract/doctor.ts'
import type { Engine } from '../../electron/contract/training.ts'
import { t } from './translate.ts'

/** `2.21.0` as `2.21`. */
const shortVersion = (version: string) => version.split('.').slice(0, 2).join('.')

/** The engine in a few words: `TensorFlow 2.21, 2 threads`. */
export function engineLine(engine: Engine | null): string {
  if (!engine) return t('engine.none')
  const name = t(`engine.${engine.kind}`, { version: shortVersion(engine.version) })
  return t(engine.threads === 1 ? 'engine.threadsOne' : 'engine.threads', {
    engine: name,
    count: engine.threads,
  })
}

/** A data set that the application came with, or one of people's own. */
interface KnownData {
  readonly id: string
  readonly train: number
  readonly test: number
}

const imagesOf = (sets: readonly KnownData[]) =>
  sets.reduce((sum, { train, test }) => sum + train + test, 0)

/** The data sets in a few words: `MNIST, 70,000 images`, `3 data sets, 72,000 images`. */
export function dataLine(
  doctor: Pick<Doctor, 'datasets'>,
  known: readonly KnownData[] = [],
): string {
  const [dataset, ...more] = doctor.datasets
  const others = known.filter(({ id }) => doctor.datasets.every((one) => one.id !== id))
  const all = [...doctor.datasets, ...others]
  if (more.length + others.length > 0)
    return t('engine.dataSets', { sets: all.length, count: imagesOf(all) })
  if (!dataset) return t('engine.noData')
  return t('engine.data', { name: dataset.name, count: dataset.train + dataset.test })
}
