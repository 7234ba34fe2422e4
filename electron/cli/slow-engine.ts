import { secondsOnSlowEngine } from '../contract/estimate.ts'
import type { Run } from '../contract/entities.ts'
import { about } from './words.ts'

/** About as many as most data sets have. */
const testImages = 10_000

type SlowRun = Pick<Run, 'config' | 'dataset' | 'progress' | 'engine'>

/** What people should know before a run trains on an engine that is slow; undefined for the others. */
export function slowness({ config, dataset, progress, engine }: SlowRun): string | undefined {
  // WebAssembly takes longer than native TensorFlow, but not so long that people need a warning.
  if (engine?.kind !== 'cpu') return undefined
  const { rows, columns, classes } = dataset
  const steps = progress.steps - progress.step
  const learned = steps * config.batch
  const seconds = secondsOnSlowEngine(engine.kind, {
    sizes: [rows * columns, ...config.hidden, classes.length],
    learned,
    scored: learned + (steps / progress.steps) * progress.epochs * testImages,
  })
  return seconds === undefined
    ? undefined
    : `Plain JavaScript is slow: this will take ${about(seconds)}; digit-lab doctor says what a faster engine needs`
}
