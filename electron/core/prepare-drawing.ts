import type { Prepared, Strokes } from '../contract/digits.ts'
import { centred } from './centre.ts'
import { toPixels } from './pixels.ts'
import { rasterise } from './rasterise.ts'

/**
 * What a model would see of a drawing, made as MNIST was: the longer side of the ink fitted to 20 pixels, the pen
 * 2.45 pixels wide, white on black, the centre of mass in the middle. The same strokes at another size, place, sampling
 * or order give the same image within 2 of 255.
 */
export function prepareDrawing(strokes: Strokes): Prepared {
  if (strokes.every((stroke) => stroke.length === 0))
    return { pixels: null, remark: 'The drawing is empty.' }
  return { pixels: toPixels(centred(rasterise(strokes))), remark: null }
}
