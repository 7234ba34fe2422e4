import { expect, onTestFinished } from 'vitest'
import { printed } from './served.ts'

/** Trains a run in a program of its own, so long that it ends only by what a test does; resolves once it takes steps. */
export async function trainElsewhere(dataDir: string, name: string): Promise<void> {
  const trains = printed(dataDir, 'train', '--name', name, '--epochs', '900', '--hidden', '16')
  const ended = trains.catch(() => undefined)
  onTestFinished(async () => {
    await printed(dataDir, 'runs', 'stop', name).catch(() => undefined)
    await ended
  })
  await expect
    .poll(() => printed(dataDir, 'runs', 'list', '--filter', 'step > 0', '--columns', 'name'))
    .toContain(name)
}
