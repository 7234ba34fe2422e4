import { expect, test } from 'vitest'
import type { UsagePoint } from '../../electron/contract/training.ts'
import { createUsageMeter } from '../../electron/train/usage-meter.ts'

function meterAt() {
  const now = { ms: 5000, cpu: 300_000, memory: 1e8 }
  const reports: UsagePoint[] = []
  const meter = createUsageMeter(
    () => ({ cpu: now.cpu, memory: now.memory }),
    () => now.ms,
    (usage) => reports.push(usage),
  )
  const pass = (ms: number, cores: number) => {
    now.ms += ms
    now.cpu += ms * cores * 1000
  }
  return { now, reports, meter, pass }
}

test('however often one looks, a report comes about once a second', () => {
  const { reports, meter, pass } = meterAt()
  for (let looks = 0; looks < 500; looks += 1) {
    pass(10, 1)
    meter.look()
  }
  expect(reports.map(({ seconds }) => seconds)).toEqual([1, 2, 3, 4, 5])
})

test('processor time is a share of the time since the report before, of all threads', () => {
  const { now, reports, meter, pass } = meterAt()
  pass(1000, 2)
  meter.look()
  pass(3000, 0.5)
  now.memory = 2e8
  meter.look()
  expect(reports).toEqual([
    { seconds: 1, cpu: 2, memory: 1e8 },
    { seconds: 4, cpu: 0.5, memory: 2e8 },
  ])
})

test('the end reports what is left, unless that is next to nothing', () => {
  const { reports, meter, pass } = meterAt()
  pass(400, 1)
  meter.end()
  pass(20, 1)
  meter.end()
  expect(reports).toEqual([{ seconds: 0.4, cpu: 1, memory: 1e8 }])
})

test('however short it was, the end reports something', () => {
  const { reports, meter, pass } = meterAt()
  pass(2, 1)
  meter.end()
  expect(reports).toEqual([{ seconds: 0.002, cpu: 1, memory: 1e8 }])
})
