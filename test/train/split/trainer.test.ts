import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../../temp-dir.ts'
import { hashes, outcomes, said, trainSmall, type Trial } from '../training-process.ts'

const inTwo = (given: Partial<NonNullable<NonNullable<Trial['request']>['split']>> = {}) => ({
  config: { hidden: [128] },
  request: { split: { parts: 2, copies: join(tempDir(), 'engine'), otherwise: 1, ...given } },
})

/** A file where a folder would have to be. */
function impossible(): string {
  const file = join(tempDir(), 'engine')
  writeFileSync(file, '')
  return file
}

const engineOf = (told: Awaited<ReturnType<typeof trainSmall>>) =>
  said(told, 'ready').map(({ engine: { kind, threads, parts } }) => ({ kind, threads, parts }))

test('a trainer splits a network, ends by itself, and does it alike each time', async () => {
  const [one, other] = [await trainSmall(inTwo()), await trainSmall(inTwo())]
  expect(engineOf(one)).toEqual([{ kind: 'native', threads: 2, parts: 2 }])
  expect(outcomes(one)).toEqual([{ status: 'completed', epoch: 2 }])
  expect(one.how).toMatch(/^exit code 0/)
  expect(hashes(other)).toEqual(hashes(one))
  const [whole] = [await trainSmall({ config: { hidden: [128] } })]
  expect(said(whole, 'epoch').map(({ epoch }) => epoch.train.loss?.toFixed(4))).toEqual(
    said(one, 'epoch').map(({ epoch }) => epoch.train.loss?.toFixed(4)),
  )
  expect(
    said(one, 'layers').map(({ layers }) => layers.map(({ units, dead }) => [units, dead])),
  ).toEqual(
    said(whole, 'layers').map(({ layers }) => layers.map(({ units, dead }) => [units, dead])),
  )
})

test('where a network cannot be split it trains whole, on as many threads as that is to have, and says why', async () => {
  const warnings: string[] = []
  const told = await trainSmall({
    ...inTwo({ copies: impossible() }),
    warn: (line) => warnings.push(line),
  })
  expect(engineOf(told)).toEqual([{ kind: 'native', threads: 1, parts: 1 }])
  expect(outcomes(told)).toEqual([{ status: 'completed', epoch: 2 }])
  expect(warnings).toEqual([
    expect.stringMatching(/^Splitting the network between threads does not work here: \w+: /),
  ])
})

test('where it has to be split, as it was before, it fails with the reason', async () => {
  const told = await trainSmall(inTwo({ copies: impossible(), otherwise: null }))
  expect(outcomes(told)).toEqual([
    {
      status: 'failed',
      reason: expect.stringMatching(
        /^Splitting the network between threads does not work here: \w+: [^;]*$/,
      ) as string,
    },
  ])
})

test('a stop is obeyed after the step under way, with a checkpoint', async () => {
  const told = await trainSmall({
    ...inTwo(),
    config: { hidden: [128], epochs: 1000 },
    hear: (message, trainer) => {
      if (message.kind === 'checkpoint') trainer.kept(message.step)
      if (message.kind === 'epoch') trainer.stop()
    },
  })
  expect(outcomes(told)).toEqual([{ status: 'stopped' }])
  expect(said(told, 'checkpoint').length).toBeGreaterThan(0)
  expect(told.how).toMatch(/^exit code 0/)
})
