const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A whole number with a comma at the thousands. */
export const countText = (count: number): string => counts.format(count)

/** A share of 0 to 1 as `1.92 %`. */
export const percentText = (share: number): string => `${(share * 100).toFixed(2)} %`

/** A difference of two shares as `0.28 points`. */
export const pointsText = (share: number): string => `${(share * 100).toFixed(2)} points`

/** Four decimals; of what is far too large only how large it is. */
export function lossText(loss: number): string {
  if (loss < 100) return loss.toFixed(4)
  return loss < 1e6 ? countText(loss) : loss.toPrecision(2)
}

/** Without exponents, as people type it: 0.0001. */
export const rateText = (rate: number): string =>
  rate.toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false })

/** `layer 1`, `layers 1 and 2`, `layers 1, 2 and 4`, `layers 1 to 8`; the layers in order. */
export function layersText(layers: readonly number[]): string {
  const [first, last] = [layers[0] ?? 0, layers.at(-1) ?? 0]
  if (layers.length < 2) return `layer ${String(first)}`
  const isRow = layers.length > 2 && last - first === layers.length - 1
  if (isRow) return `layers ${String(first)} to ${String(last)}`
  return `layers ${layers.slice(0, -1).join(', ')} and ${String(last)}`
}
