import type { Preset } from '../contract/entities.ts'
import { referenceConfig, type TrainConfig } from '../contract/train-config.ts'

/** Reads digits from pens as well as those of its own test set. */
const robustConfig: TrainConfig = {
  ...referenceConfig,
  hidden: [512, 256],
  schedule: 'cosine',
  epochs: 20,
  labelSmoothing: 0.1,
  affine: 1,
  styles: 1,
}

/** The settings that come with the application. */
export const builtInPresets: readonly Preset[] = [
  { name: 'reference', config: referenceConfig, isOwn: false },
  { name: 'robust', config: robustConfig, isOwn: false },
]
