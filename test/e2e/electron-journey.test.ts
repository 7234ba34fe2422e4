import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launchDouble } from '../electron-double/launch.ts'
import { tempDir } from '../temp-dir.ts'
import { firstSteps } from './journey.ts'

const main = join(import.meta.dirname, '..', '..', 'out', 'main', 'main.js')

test('from the first start to an answer, in the window on the double', async () => {
  const { page, errors, close } = await launchDouble(main, ['--data-dir', tempDir()])
  try {
    await firstSteps(page)
    expect(errors).toEqual([])
  } finally {
    await close()
  }
})
