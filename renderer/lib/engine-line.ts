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

/** The data set in a few words: `MNIST, 70,000 images`. */
export function dataLine(doctor: Pick<Doctor, 'datasets'>): string {
  const [dataset] = doctor.datasets
  if (!dataset) return t('engine.noData')
  return t('engine.data', { name: dataset.name, count: dataset.train + dataset.test })
}
