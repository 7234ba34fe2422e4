import type { Evidence, LayerUnits, Rule } from './evidence.ts'
import { countText, layersText, percentText } from './words.ts'

/** Of the units of a layer. The reference ends with 2 to 4 % of them dead, a rate ten times its own with a third. */
const dead = { hint: 0.2, problem: 0.5 } as const

/** Of the outputs of a layer. Well trained layers of tanh or sigmoid have up to a quarter there, those of too high a rate nearly all. */
const saturated = { hint: 0.5, problem: 0.8 } as const

const shareDead = ({ units, dead: count }: LayerUnits) => (units > 0 ? (count ?? 0) / units : 0)
const shareSaturated = (layer: LayerUnits) => layer.saturated ?? 0

/** The layers above a limit, and how bad the worst of them is; null where there are none. */
function bad(
  layers: readonly LayerUnits[],
  share: (layer: LayerUnits) => number,
  limits: { readonly hint: number; readonly problem: number },
) {
  const found = layers.filter((layer) => share(layer) >= limits.hint)
  if (found.length === 0) return null
  const isProblem = found.some((layer) => share(layer) >= limits.problem)
  return {
    found,
    weight: isProblem ? ('problem' as const) : ('hint' as const),
    names: layersText(found.map(({ layer }) => layer)),
  }
}

const isRectifier = ({ run }: Evidence) => run.config.activation === 'relu'

export const deadUnits: Rule = (evidence) => {
  const layers = bad(evidence.layers, shareDead, dead)
  if (!layers) return null
  const counts = layers.found.map(
    ({ layer, units, dead: count }) =>
      `${countText(count ?? 0)} of ${countText(units)} in layer ${String(layer)}`,
  )
  return {
    kind: 'dead-units',
    weight: layers.weight,
    text: `Many units of ${layers.names} are dead`,
    evidence: `Units whose output is the same for each of the ${countText(evidence.images.test)} test images: ${counts.join(', ')}.`,
    advice: isRectifier(evidence)
      ? 'Try a lower learning rate, or leaky relu, whose units keep learning.'
      : 'Try a lower learning rate.',
  }
}

export const saturatedUnits: Rule = (evidence) => {
  const layers = bad(evidence.layers, shareSaturated, saturated)
  if (!layers) return null
  const shares = layers.found.map(
    (layer) => `${percentText(shareSaturated(layer))} in layer ${String(layer.layer)}`,
  )
  const { activation } = evidence.run.config
  return {
    kind: 'saturated-units',
    weight: layers.weight,
    text: `Units of ${layers.names} are saturated`,
    evidence: `Outputs at the flat ends of ${activation}, where next to nothing is learned, over the ${countText(evidence.images.test)} test images: ${shares.join(', ')}.`,
    advice: 'Try a lower learning rate, or relu.',
  }
}
