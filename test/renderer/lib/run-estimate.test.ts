import { expect, test } from 'vitest'
import { referenceConfig } from '../../../electron/contract/train-config.ts'
import { mnist } from '../../../renderer/lib/reference.ts'
import { estimateRun } from '../../../renderer/lib/run-estimate.ts'
import { aRun } from '../a-run.ts'

const measured = aRun({ seconds: 20 })
const secondsFor = (config: Partial<typeof referenceConfig>, runs: readonly (typeof measured)[]) =>
  estimateRun({ ...referenceConfig, ...config }, mnist, 'native', runs)?.seconds

test('what a run takes follows from the newest finished run of the same work on the same engine', () => {
  expect(estimateRun({ ...referenceConfig, epochs: 10 }, mnist, 'native', [measured])).toEqual({
    seconds: 40,
    isMeasured: true,
  })
  expect(secondsFor({ seed: 9 }, [aRun({ seconds: 10 }), measured])).toBe(10)
})

test('what a run takes follows from the epochs that were gone through, where one was lengthened', () => {
  const lengthened = aRun({ progress: { epoch: 10, epochs: 10, step: 6000, steps: 6000 } })
  expect(secondsFor({}, [lengthened])).toBe(10)
})

test('another network, or a run that was not finished, does not tell what native TensorFlow takes', () => {
  for (const other of [
    { hidden: [10] },
    { affine: 1 },
    { dataset: 'clothes' },
    { validation: 0.1 },
    { dropout: 0.5 },
  ])
    expect(secondsFor(other, [measured])).toBeUndefined()
  expect(secondsFor({}, [aRun({ state: { status: 'stopped' } })])).toBeUndefined()
  expect(estimateRun(referenceConfig, mnist, undefined, [measured])).toBeUndefined()
})

test('on slow engines it follows from the size of the network until one was measured there', () => {
  const on = (kind: 'wasm' | 'cpu', config = referenceConfig) => {
    const estimate = estimateRun(config, mnist, kind, [measured])
    expect(estimate?.isMeasured).toBe(false)
    return estimate?.seconds ?? 0
  }
  expect(on('cpu')).toBeGreaterThan(10 * on('wasm'))
  expect(on('cpu', { ...referenceConfig, epochs: 10 })).toBeCloseTo(2 * on('cpu'))
  expect(on('cpu', { ...referenceConfig, hidden: [1000] })).toBeCloseTo(2 * on('cpu'))
  const there = aRun({
    seconds: 900,
    engine: { kind: 'cpu', version: '4.22.0', threads: 1, parts: 1 },
  })
  expect(estimateRun(referenceConfig, mnist, 'cpu', [there])).toEqual({
    seconds: 900,
    isMeasured: true,
  })
})
