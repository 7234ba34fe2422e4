import type { Guess, UnitPart } from '../contract/digits.ts'
import { slopeOf } from '../train/activation.ts'
import { answerOf, passesOf, type Layer, type Model } from './models.ts'
import { toSignedTile } from './signed-tile.ts'

/** Why a model answered as it did: what each hidden unit of its first layer and each pixel had to do with it. */
export interface Reasons {
  readonly guess: Guess
  /** In the order of the units; none where the network has no hidden layer. */
  readonly units: readonly Omit<UnitPart, 'weights'>[]
  /** Derivative of the answer's logit by each pixel, times the pixel. */
  readonly saliency: Float64Array
}

/** The derivative of the answer's logit is taken back through the layers, as in training. */
export function reasonsOf(model: Model, image: Uint8Array): Reasons {
  const passes = passesOf(model, image)
  const guess = answerOf(passes)
  const slope = slopeOf[model.activation]
  let bySums = Float64Array.from(guess.probabilities, (_, label) => Number(label === guess.digit))
  let units: Reasons['units'] = []
  for (let index = model.layers.length - 1; index > 0; index -= 1) {
    const byInputs = derivativesByInputs(model.layers[index], bySums)
    const before = passes[index - 1]?.sums ?? new Float64Array()
    if (index === 1) units = unitsOf(passes[index]?.inputs ?? new Float64Array(), byInputs)
    bySums = byInputs.map((derivative, unit) => derivative * slope(before[unit] ?? 0))
  }
  const pixels = passes[0]?.inputs ?? new Float64Array()
  const byPixels = derivativesByInputs(model.layers[0], bySums)
  return { guess, units, saliency: byPixels.map((each, at) => each * (pixels[at] ?? 0)) }
}

const unitsOf = (outputs: Float64Array, derivatives: Float64Array): Reasons['units'] =>
  Array.from(outputs, (activation, unit) => ({
    unit,
    activation,
    // Zero has no sign here, as it has none in JSON.
    contribution: activation * (derivatives[unit] ?? 0) + 0,
  }))

/** From the derivatives by a layer's sums to those by its inputs. */
function derivativesByInputs(layer: Layer | undefined, bySums: Float64Array): Float64Array {
  if (!layer) return bySums
  const { shape, matrix } = layer
  return Float64Array.from({ length: shape.inputs }, (_, from) =>
    bySums.reduce(
      (sum, derivative, to) => sum + derivative * (matrix[from * shape.outputs + to] ?? 0),
      0,
    ),
  )
}

/** The units with the largest contribution of either sign, largest first, each with the weights of its inputs. */
export const loudest = (
  model: Model,
  { units }: Pick<Reasons, 'units'>,
  most: number,
): readonly UnitPart[] =>
  units
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, most)
    .map((part) => ({ ...part, weights: toSignedTile(weightsOf(model, part.unit)) }))

/** Weights from the pixels to a unit of the first layer, as an image. */
export function weightsOf({ layers: [first] }: Model, unit: number): Float32Array {
  if (!first) return new Float32Array()
  const { shape, matrix } = first
  return Float32Array.from(
    { length: shape.inputs },
    (_, from) => matrix[from * shape.outputs + unit] ?? 0,
  )
}
