import { computed } from 'vue'
import { shareOf } from './lib/chart-axes.ts'
import type { ChartFrame } from './lib/chart-picture.ts'
import type { RunSeries } from './lib/chart-series.ts'
import type { LineKind } from './lib/chart-settings.ts'
import { tipPlace } from './lib/tip-place.ts'

export interface TipSource {
  readonly series: readonly RunSeries[]
  readonly kinds: ReadonlySet<LineKind>
  readonly frame: ChartFrame
  /** The place that is read, null where none is. */
  readonly cursor: number | null
  /** Of the plot, in pixels. */
  readonly size: { readonly width: number; readonly height: number }
}

/** About what a tip of one run takes, in pixels. */
const usual = { width: 280, height: 96 }
/** Of each line, to see where the chart is empty. */
const mostPlaces = 100

const percent = (share: number) => `${String(share * 100)}%`

/** Where the cross line and the tip beside it stand; null where the cursor is not in the plot. */
export function useTipPlace(source: () => TipSource) {
  const covered = computed(() => {
    const { series, kinds, frame } = source()
    return series.flatMap(({ running, epochs }) => {
      const every = Math.ceil(running.length / mostPlaces)
      const thin = kinds.has('running') ? running.filter((_, index) => index % every === 0) : []
      const values = [
        ...thin.map(({ x, smooth }) => ({ x, y: smooth })),
        ...(kinds.has('test') ? epochs.map(({ x, test }) => ({ x, y: test })) : []),
      ]
      return values.flatMap(({ x, y }) =>
        y === null
          ? []
          : [
              {
                x: shareOf(x, frame.x, frame.isLogX),
                y: 1 - shareOf(y, frame.y, frame.isLogY),
              },
            ],
      )
    })
  })

  return computed(() => {
    const { cursor, frame, size } = source()
    const share = cursor === null ? -1 : shareOf(cursor, frame.x, frame.isLogX)
    if (share < 0 || share > 1) return null
    const { side, edge } = tipPlace(covered.value, share, {
      width: usual.width / size.width,
      height: usual.height / size.height,
    })
    const across =
      side === 'right'
        ? { left: `calc(${percent(share)} + 12px)` }
        : { right: `calc(${percent(1 - share)} + 12px)` }
    return { cross: { left: percent(share) }, place: { ...across, [edge]: '4%' } }
  })
}
