import type { Range } from './chart-axes.ts'

export interface Place {
  readonly x: number
  readonly y: number
}

export type MarkShape = 'dot' | 'ring' | 'triangle' | 'cross' | 'square' | 'diamond'

/** A line, the marks on its points, or both. */
export interface DrawnLine {
  readonly points: readonly Place[]
  /** With its opacity. */
  readonly colour: string
  /** In pixels; 0 where only the points are drawn. */
  readonly width: number
  readonly dash: readonly number[]
  readonly mark: {
    readonly shape: MarkShape
    readonly radius: number
    readonly fill: string
  } | null
  /** 0 is on top. */
  readonly layer: number
}

/** What lies between two lines of equally many points. */
export interface DrawnBand {
  readonly low: readonly Place[]
  readonly high: readonly Place[]
  readonly colour: string
}

/** Words that stand in the chart: on a line at a known value or place, or beside or above a point. */
export type DrawnWords =
  | { readonly kind: 'level'; readonly y: number; readonly words: string }
  | { readonly kind: 'upright'; readonly x: number; readonly words: string }
  | {
      readonly kind: 'place'
      readonly x: number
      readonly y: number
      /** Lines of words above the point, 0 beside it. */
      readonly row: number
      readonly words: string
    }

export interface ChartFrame {
  readonly x: Range
  readonly y: Range
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
  /** Words of a tick; the last one on the horizontal axis carries the unit. */
  readonly xLabel: (value: number, isLast: boolean) => string
  readonly yLabel: (value: number) => string
  /** Pixels beside the plot that hold the labels of the vertical axis. */
  readonly labelRoom: number
}

/** All that a chart shows, whatever it is drawn on. */
export interface ChartPicture {
  readonly frame: ChartFrame
  readonly lines: readonly DrawnLine[]
  readonly bands: readonly DrawnBand[]
  readonly words: readonly DrawnWords[]
}
