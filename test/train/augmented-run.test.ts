import { expect, test } from 'vitest'
import { trainSmall, type Told } from './training-process.ts'

const augmented = { affine: 1, styles: 1 }

const lastHash = ({ messages }: Told) =>
  messages.findLast((message) => message.kind === 'checkpoint')?.sha256

test('a run with changed images repeats itself, and differs from one without', async () => {
  const first = await trainSmall({ config: augmented })
  const again = await trainSmall({ config: augmented })
  const plain = await trainSmall()
  expect(first.how).toContain('exit code 0')
  expect(lastHash(first)).toBeDefined()
  expect(lastHash(again)).toBe(lastHash(first))
  expect(lastHash(plain)).not.toBe(lastHash(first))
})

test('a trainer that is stopped in the middle of an epoch does not wait for its images', async () => {
  const { messages, how } = await trainSmall({
    config: { ...augmented, epochs: 1000, recordEvery: 1 },
    hear: (message, trainer) => {
      if (message.kind === 'points') trainer.stop()
      if (message.kind === 'checkpoint') trainer.kept(message.step)
    },
  })
  expect(messages.at(-1)).toMatchObject({ kind: 'ended', outcome: { status: 'stopped' } })
  // By itself, not by force.
  expect(how).toContain('exit code 0')
})
