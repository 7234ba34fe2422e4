import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { TrainConfig } from '../electron/contract/train-config.ts'
import { builtInPresets } from '../electron/core/presets.ts'
import { forkNode } from '../electron/train/fork.ts'
import { startTrainer } from '../electron/train/trainer.ts'
import { mnistFiles } from './mnist.ts'

// What changing the images costs: epochs of the robust preset's network with its augmentation and without, taking
// turns. Their least times are compared, since whatever else a machine does can only add to them.
const [rounds = 5, epochs = 3, threads = availableParallelism()] = process.argv.slice(2).map(Number)
const most = 1.25

const robust = builtInPresets.find(({ name }) => name === 'robust')?.config
if (robust === undefined) throw new Error('There is no preset robust')
const augmented = { ...robust, epochs }
const plain = { ...augmented, affine: 0, styles: 0 }

/** Seconds of each epoch but the first, from asking for its first batch to the end of its last step. */
async function epochSeconds(config: TrainConfig): Promise<readonly number[]> {
  const seconds: number[] = []
  let problem = 'it said no end'
  const trainer = startTrainer(
    forkNode(join(import.meta.dirname, '..', 'out', 'main')),
    {
      config,
      data: mnistFiles,
      engine: 'native',
      threads,
      resume: null,
      rateChanges: [],
      epochsChanges: [],
      checkpointEverySeconds: 30,
    },
    (message) => {
      if (message.kind === 'epoch') seconds.push(message.epoch.seconds)
      if (message.kind === 'checkpoint') trainer.kept(message.step)
      if (message.kind === 'ended')
        problem = 'reason' in message.outcome ? message.outcome.reason : ''
    },
    { warn: console.error },
  )
  const how = await trainer.exited
  if (problem !== '') throw new Error(`The trainer failed: ${problem} (${how})`)
  return seconds.slice(1)
}

const least = { plain: Infinity, augmented: Infinity }
for (let round = 1; round <= rounds; round += 1) {
  // Who goes first changes, since a machine that rested is faster.
  const turns = [
    ['plain', plain],
    ['augmented', augmented],
  ] as const
  for (const [kind, config] of round % 2 === 0 ? turns.toReversed() : turns)
    least[kind] = Math.min(least[kind], ...(await epochSeconds(config)))
}

const ratio = least.augmented / least.plain
const isMet = ratio <= most
console.log(
  `${isMet ? 'met   ' : 'MISSED'} augmented / plain epoch of ${robust.hidden.join('-')}, ${String(threads)} threads: ${ratio.toFixed(3)} ` +
    `(${least.augmented.toFixed(2)} s, ${least.plain.toFixed(2)} s), at most ${most.toFixed(2)}`,
)
process.exitCode = isMet ? 0 : 1
