import type { Prepared } from '../contract/digits.ts'
import { centred } from './centre.ts'
import { decodeImage } from './decode-image.ts'
import { findInk } from './find-ink.ts'
import { fitInk } from './fit-ink.ts'
import { soft, toPixels } from './pixels.ts'

/** What a model would see of a PNG, JPEG, WebP, GIF or TIFF file; rejects with `unreadable` what is none. */
export async function prepareImage(bytes: Uint8Array): Promise<Prepared> {
  const ink = findInk(await decodeImage(bytes))
  if (!ink) return { pixels: null, remark: 'The picture is blank.' }
  return { pixels: toPixels(soft(centred(fitInk(ink)))), remark: null }
}
