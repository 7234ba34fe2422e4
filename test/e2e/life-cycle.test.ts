import { expect, test } from 'vitest'
import type { Run, RunDetail } from '../../electron/contract/entities.ts'
import { serve, terminal } from './served.ts'

test('a run is set up from a preset, paused, changed, resumed, repeated and cloned, in a browser', async () => {
  const served = serve()
  await terminal(
    served.dataDir,
    'train',
    '--epochs',
    '1',
    '--train-images',
    '1000',
    '--name',
    'First',
  )
  const page = await served.open()
  const textbox = (name: string | RegExp) => page.getByRole('textbox', { name })
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  const inList = (name: RegExp) =>
    page.getByRole('grid', { name: 'Runs' }).getByRole('row', { name })

  // Settings, with a rule that spans two fields, kept as a preset.
  await page.getByRole('link', { name: 'New run' }).click()
  await textbox('Name').fill('Steered')
  await textbox('Hidden layers').fill('16')
  await textbox('Epochs').fill('300')
  await textbox('Training images').fill('20,000')
  await textbox('Patience').fill('200')
  await button('Start training').click()
  await page.getByText('Patience and keep best need a validation share above 0').waitFor()
  await textbox('Validation share').fill('0.1')
  await button('Save as preset').click()
  await textbox('Name of the preset').fill('steered')
  await button('Save').click()
  await page.getByText('Preset steered is saved').waitFor()
  await page.getByLabel('Preset', { exact: true }).selectOption('robust')
  await expect.poll(() => textbox('Hidden layers').inputValue()).toBe('512-256')
  await page.getByLabel('Preset', { exact: true }).selectOption('steered')
  await expect.poll(() => textbox(/^Patience/).inputValue()).toBe('200')
  await button('Start training').click()

  // Paused from the keyboard in the list, resumed from its page with another rate and more epochs.
  await button('Pause').waitFor()
  await page
    .getByRole('link', { name: 'Draw with the weights of epoch 1', exact: true })
    .waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Runs' }).first().click()
  const row = inList(/Steered/)
  await row.focus()
  await page.keyboard.press('p')
  await row.getByText('Paused').waitFor({ timeout: 60_000 })
  await row.getByRole('link', { name: 'Steered' }).click()
  await textbox('Learning rate').fill('20')
  await button('Change').click()
  await page.getByText('Learning rate must be a number from 0.0000001 to 10').waitFor()
  await textbox('Learning rate').fill('0.0005')
  await button('Change').click()
  await page.getByText(/^0\.0005 from step [\d,]+ on$/).waitFor()
  await textbox('Add epochs').fill('2')
  await button('Add and resume').click()
  await page.getByText('Now 302 in all').waitFor()
  await button('Stop').click()
  await page
    .getByText(/^Stopped, /)
    .first()
    .waitFor({ timeout: 60_000 })
  const steered = await terminal<RunDetail>(served.dataDir, 'runs', 'show', 'Steered')
  expect(steered).toMatchObject({
    config: { hidden: [16], validation: 0.1, patience: 200 },
    rateChanges: [{ learningRate: 0.0005 }],
    progress: { epochs: 302 },
    canResume: true,
  })

  // Checkpoints that nothing needs go after a question.
  await button('Prune').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
  await page.getByText(/MB are free again$/).waitFor()
  await expect.poll(() => button('Prune').count()).toBe(0)

  // A short run is repeated, and both have the same hash.
  await page.getByRole('link', { name: 'Runs' }).first().click()
  await inList(/First/).getByRole('link', { name: 'First' }).click()
  await button('Run again and check the hash').click()
  await page.getByText('Same hash').waitFor({ timeout: 120_000 })
  const [repeat] = await terminal<Run[]>(served.dataDir, 'runs', 'list')
  expect(repeat?.status).toBe('completed')

  await page.getByRole('link', { name: 'Clone' }).click()
  await page.getByText('Filled with the settings of First.').waitFor()
  await expect.poll(() => textbox(/^Training images/).inputValue()).toBe('1,000')
  expect(served.errors).toEqual([])
})
