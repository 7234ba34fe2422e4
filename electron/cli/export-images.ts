import type { EvaluatedImage, ImagePage } from '../contract/evaluations.ts'
import { AppError } from '../contract/errors.ts'
import { isZipPath } from '../formats/model-files.ts'
import { greyPng } from '../formats/png.ts'
import { writeNew } from '../formats/write-new.ts'

/** Characters that a file name may have on any system. */
const plain = (text: string) => text.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')

/** Refuses what is no folder before anything is computed for it. */
export function checkFolder(folder: string): void {
  if (folder === '') throw new AppError('bad-input', '--export must not be empty')
  if (isZipPath(folder))
    throw new AppError('bad-input', `--export ${JSON.stringify(folder)}: must be a folder`)
}

/** Writes a PNG an image into a new or empty folder, named by index, true class and answer; all of them or none. */
export async function exportImages(
  folder: string,
  { rows, columns, images }: ImagePage<EvaluatedImage>,
  classes: readonly string[],
): Promise<void> {
  const digits = Math.max(5, ...images.map(({ index }) => String(index).length))
  const files: Record<string, Uint8Array> = {}
  for (const { index, label, predicted, pixels } of images) {
    const [truth, answer] = [label, predicted].map((at) => plain(classes[at] ?? String(at)))
    const name = `${String(index).padStart(digits, '0')}-true-${truth ?? ''}-read-${answer ?? ''}.png`
    files[name] = await greyPng(Buffer.from(pixels, 'base64'), rows, columns)
  }
  await writeNew(folder, { kind: 'files', files }, () => Promise.resolve())
}
