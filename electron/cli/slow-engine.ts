import type { Run } from '../contract/entities.ts'
import { about } from './words.ts'

/** About as many as most data sets have. */
const testImages = 10_000

/** Products of two numbers a second in plain JavaScript, in training and in scoring alike. */
const productsPerSecond = 5e8

type SlowRun = Pick<Run, 'config' | 'dataset' | 'progress'>

/** About how long the rest of a run takes in plain JavaScript. */
function plainJavaScriptSeconds({ config, dataset, progress }: SlowRun) {
  const { rows, columns, classes } = dataset
  const sizes = [rows * columns, ...config.hidden, classes.length]
  const weights = sizes.slice(1).reduce((sum, size, index) => sum + size * (sizes[index] ?? 0), 0)
  const steps = progress.steps - progress.step
  const learned = steps * config.batch
  const scored = learned + (steps / progress.steps) * progress.epochs * testImages
  // Learning takes a pass forward and two backward, scoring one forward.
  return (weights * (3 * learned + scored)) / productsPerSecond
}

/** What people should know before a run trains on an engine that is slow; undefined for the others. */
export function slowness(run: SlowRun & Pick<Run, 'engine'>): string | undefined {
  if (run.engine?.kind !== 'cpu') return undefined
  const time = about(plainJavaScriptSeconds(run))
  return `Plain JavaScript is slow: this will take ${time}; digit-lab doctor says what a faster engine needs`
}
