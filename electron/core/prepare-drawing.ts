import {
  preparationSteps,
  type Drawing,
  type Prepared,
  type Stages,
  type Steps,
  type Strokes,
} from '../contract/digits.ts'
import { centred } from './centre.ts'
import { hard, soft, toPixels } from './pixels.ts'
import { placing } from './placing.ts'
import { rasterise } from './rasterise.ts'

type StrokeDrawing = Omit<Extract<Drawing, { kind: 'strokes' }>, 'kind'>

const everyStep: Steps = { crop: true, fit: true, centre: true, soften: true }
const noStep: Steps = { crop: false, fit: false, centre: false, soften: false }

/**
 * What a model would see of a drawing, made as MNIST was: the longer side of the ink fitted to 20 pixels, the pen
 * 2.45 pixels wide, white on black, the centre of mass in the middle. The same strokes at another size, place, sampling
 * or order give the same image within 2 of 255.
 */
export const prepareDrawing = (strokes: Strokes): Prepared =>
  prepareStrokes({ strokes, steps: everyStep, padSide: 1 })

/** What a model would see of a drawing after the steps that are taken; nothing else decides. */
export const prepare = (drawing: Drawing): Prepared =>
  drawing.kind === 'picture' ? { pixels: drawing.pixels, remark: null } : prepareStrokes(drawing)

/** The same with the picture after each of the steps, none of the later ones taken; a picture has taken all of them. */
export function stagesOf(drawing: Drawing): Stages {
  const prepared = prepare(drawing)
  if (drawing.kind === 'picture') return { ...prepared, stages: [] }
  let steps = noStep
  const stages = preparationSteps
    .filter((step) => drawing.steps[step])
    .flatMap((step) => {
      steps = { ...steps, [step]: true }
      const { pixels } = prepareStrokes({ ...drawing, steps })
      return pixels === null ? [] : [{ step, pixels }]
    })
  return { ...prepared, stages }
}

function prepareStrokes({ strokes, steps, padSide }: StrokeDrawing): Prepared {
  if (strokes.every((stroke) => stroke.length === 0))
    return { pixels: null, remark: 'The drawing is empty.' }
  const drawn = rasterise(strokes, placing(strokes.flat(), { ...steps, padSide }))
  const placed = steps.centre ? centred(drawn) : drawn
  const image = steps.soften ? soft(placed) : hard(placed)
  return image.every((byte) => byte === 0)
    ? { pixels: null, remark: 'No ink is on the pad.' }
    : { pixels: toPixels(image), remark: null }
}
