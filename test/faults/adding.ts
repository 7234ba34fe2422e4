import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetPart } from '../../electron/contract/datasets.ts'
import { AppError } from '../../electron/contract/errors.ts'
import type { NewDataset } from '../../electron/core/add-dataset.ts'
import type { DatasetSource } from '../../electron/core/dataset-source.ts'
import type { Core } from '../../electron/core/core.ts'
import { expect } from 'vitest'
import { idxImages, idxLabels } from '../fixtures/idx-bytes.ts'
import { tempCore } from '../core/temp-core.ts'
import { tempDir } from '../temp-dir.ts'

const never = new AbortController().signal

/** A sound data set of 12 and 6 images of 5 × 4 pixels. */
export const sound = {
  trainImages: idxImages(12, 5, 4),
  trainLabels: idxLabels(12),
  testImages: idxImages(6, 5, 4),
  testLabels: idxLabels(6),
} as const satisfies Readonly<Record<DatasetPart, Buffer>>

/** Writes four files into a folder of their own; a text is the path of a file that is there already. */
export function source(
  files: Readonly<Partial<Record<DatasetPart, Buffer | string>>> = {},
): DatasetSource {
  const dir = tempDir()
  const put = (part: DatasetPart) => {
    const content = files[part] ?? sound[part]
    if (typeof content === 'string') return content
    writeFileSync(join(dir, part), content)
    return join(dir, part)
  }
  return {
    kind: 'idx',
    trainImages: put('trainImages'),
    trainLabels: put('trainLabels'),
    testImages: put('testImages'),
    testLabels: put('testLabels'),
    classes: null,
  }
}

/** A core with a data folder of its own that trains nothing. */
export function labOf(): { readonly core: Core; readonly left: () => readonly string[] } {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  return { core, left: () => readdirSync(join(dataDir, 'datasets')) }
}

/** Adds a data set; returns why it was refused, or `added`. Whatever is no refusal fails the test. */
export async function outcome(core: Core, added: NewDataset): Promise<string> {
  try {
    await core.addDataset(added, never, () => undefined)
    return 'added'
  } catch (error) {
    if (error instanceof AppError && error.code === 'unreadable') return error.message
    throw error
  }
}

/** A tar file that holds the images of the sound set. */
export const tar = Buffer.concat([Buffer.from('train-images'.padEnd(512, '\0')), sound.trainImages])

/** Refusals name the file with its path; the rest is what people act on. */
const withoutPaths = (message: string) => message.replace(/\/[^ :,]*\//g, '')

/** Adds the sound set with other files in it; it must be refused for that reason, with nothing left of it. */
export async function expectRefused(
  files: Readonly<Partial<Record<DatasetPart, Buffer | string>>>,
  why: string | RegExp,
): Promise<void> {
  const { core, left } = labOf()
  const message = withoutPaths(await outcome(core, { id: 'own', source: source(files) }))
  if (typeof why === 'string') expect(message).toBe(why)
  else expect(message).toMatch(why)
  expect(await core.ask('data.list', {})).toHaveLength(1)
  expect(left()).toEqual([])
}
