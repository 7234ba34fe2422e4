import { html } from 'hono/html'
import type { RunDetail } from '../../contract/entities.ts'
import { published } from '../../contract/training.ts'
import { percentText } from '../diagnosis/words.ts'

/** As runs are drawn in the light theme of the window. */
export const runColours = [
  '#4c74ee',
  '#cc7f28',
  '#115f45',
  '#be3d98',
  '#7e6e26',
  '#62199a',
  '#189ad1',
  '#87200a',
  '#6a9c6f',
  '#423b3e',
] as const
const runDashes = [
  'none',
  '7 3',
  '2 2.5',
  '9 3 2 3',
  '4 2',
  '12 4',
  '1.5 4',
  '9 2.5 2 2.5 2 2.5',
  '5 5',
  '14 3 4 3',
] as const

/** Pixels. */
const size = { width: 880, height: 320 }
const plot = { left: 56, right: 864, top: 12, bottom: 288 }

const colourOf = ({ colour }: RunDetail) => runColours[colour - 1] ?? runColours[0]
const dashOf = ({ colour }: RunDetail) => runDashes[colour - 1] ?? runDashes[0]

/** A run's key in a list beside the curves. */
export const keySvg = (run: RunDetail) =>
  html`<svg width="26" height="8" aria-hidden="true">
    <path
      d="M0 4h26"
      fill="none"
      stroke="${colourOf(run)}"
      stroke-width="2.5"
      stroke-dasharray="${dashOf(run)}"
    />
  </svg>`

/** Test error after each epoch, by its logarithm, with the published one; null while no epoch has ended. */
export function curvesSvg(runs: readonly RunDetail[], hasPublished: boolean) {
  const reference = hasPublished ? [published.test.error] : []
  // An error of 0 has no logarithm; it is drawn as one image of 10,000.
  const place = (error: number) => Math.log(Math.max(error, 1e-4))
  const errors = runs.flatMap(({ epochs }) => epochs.map(({ test }) => test.error))
  const places = [...errors, ...reference].map(place)
  if (errors.length === 0) return null
  const [least, most] = [Math.min(...places), Math.max(...places)]
  const last = Math.max(...runs.map(({ epochs }) => epochs.at(-1)?.epoch ?? 0))
  const x = (epoch: number) =>
    plot.left + ((plot.right - plot.left) * (epoch - 1)) / Math.max(1, last - 1)
  const y = (error: number) =>
    plot.bottom - ((plot.bottom - plot.top) * (place(error) - least)) / (most - least || 1)
  const at = (value: number) => value.toFixed(1)
  const ticks = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].filter(
    (error) => place(error) >= least && place(error) <= most,
  )
  const step = Math.max(1, Math.ceil(last / 12))
  const epochs = Array.from({ length: last }, (_, index) => index + 1).filter(
    (epoch) => (epoch - 1) % step === 0,
  )
  return html`<svg
    class="curves"
    role="img"
    aria-label="Test error after each epoch"
    viewBox="0 0 ${size.width} ${size.height}"
  >
    ${ticks.map(
      (error) =>
        html`<path d="M${plot.left} ${at(y(error))}H${plot.right}" stroke="#e5e5e1" /><text
            x="${plot.left - 8}"
            y="${at(y(error) + 4)}"
            text-anchor="end"
            >${percentText(error)}</text
          >`,
    )}
    ${epochs.map(
      (epoch) =>
        html`<text x="${at(x(epoch))}" y="${plot.bottom + 20}" text-anchor="middle"
          >${epoch}</text
        >`,
    )}
    ${reference.map(
      (error) =>
        html`<path
            d="M${plot.left} ${at(y(error))}H${plot.right}"
            stroke="#666b71"
            stroke-dasharray="3 3"
          /><text x="${plot.left + 8}" y="${at(y(error) - 5)}"
            >Published ${percentText(error)}</text
          >`,
    )}
    ${runs.map(
      (run) =>
        html`<polyline
          fill="none"
          stroke="${colourOf(run)}"
          stroke-width="2"
          stroke-dasharray="${dashOf(run)}"
          points="${run.epochs.map(({ epoch, test }) => `${at(x(epoch))},${at(y(test.error))}`).join(' ')}"
        />`,
    )}
  </svg>`
}
