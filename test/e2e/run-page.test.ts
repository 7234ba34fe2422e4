import { expect, test } from 'vitest'
import type { RunDetail } from '../../electron/contract/entities.ts'
import type { LogLine } from '../../electron/contract/run-list.ts'
import type { EpochLayers, UsagePoint } from '../../electron/contract/training.ts'
import { goTo } from './go-to.ts'
import { serve, terminal } from './served.ts'

test('the page of a run tells of its layers, processor and memory, machine, log and findings what the terminal tells', async () => {
  const served = serve()
  const ask = <T>(...args: readonly string[]) => terminal<T>(served.dataDir, ...args)
  const far = ['--learning-rate', '1', '--epochs', '12', '--hidden', '24'] as const
  const { id } = await ask<{ id: string }>('train', ...far)
  const run = await ask<RunDetail>('runs', 'show', id)
  const page = await served.open()
  await goTo(page, `/runs/${id}`)

  expect(run.findings.length).toBeGreaterThan(0)
  const findings = page.getByRole('region', { name: 'Findings' })
  for (const { text, evidence } of run.findings) {
    await findings.getByRole('listitem').filter({ hasText: text }).waitFor()
    await findings.getByText(evidence, { exact: true }).waitFor()
  }

  const machine = page.getByRole('region', { name: 'Made by' })
  const [stint] = run.stints
  if (!stint) throw new Error('The run has no start on record')
  for (const fact of [stint.version, stint.node, stint.system, stint.processor])
    await machine.getByText(fact, { exact: true }).first().waitFor()
  await machine.getByText('Command of its start').click()
  await machine.getByText('--learning-rate 1 --epochs 12').waitFor()

  const layers = (await ask<EpochLayers[]>('runs', 'layers', id)).at(-1)?.layers ?? []
  expect(layers.map(({ inputs, units }) => [inputs, units])).toEqual([
    [784, 24],
    [24, 10],
  ])
  const table = page.getByRole('region', { name: 'Layers', exact: true }).getByRole('table').first()
  await table.getByRole('cell', { name: '784 × 24' }).waitFor()
  await table.getByRole('cell', { name: '18,840' }).waitFor()
  await table.getByRole('cell', { name: '24 × 10' }).waitFor()

  const { points } = await ask<{ points: UsagePoint[] }>('runs', 'usage', id)
  expect(points.length).toBeGreaterThan(0)
  const used = page.getByRole('region', { name: 'Processor and memory' })
  await used.getByRole('figure', { name: /^Cores at work/ }).waitFor()
  const most = Math.max(...points.map(({ memory }) => memory)) / 1e6
  await used
    .getByText(`${most.toFixed(0)} MB at most`)
    .first()
    .waitFor()

  const log = page.getByRole('region', { name: 'Log' })
  for (const { text } of await ask<LogLine[]>('runs', 'log', id))
    await log.getByRole('listitem').filter({ hasText: text }).first().waitFor()
  expect(served.errors).toEqual([])
})
