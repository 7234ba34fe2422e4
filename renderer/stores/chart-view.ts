import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ChartAxis, ChartFigure } from '../lib/chart-series.ts'

/** How people look at curves; one choice for every chart of the window. */
export const useChartView = defineStore('chart-view', () => ({
  axis: shallowRef<ChartAxis>('step'),
  isLog: shallowRef(true),
  /** Share of the past in each smoothed value, 0 to 0.99. */
  smoothing: shallowRef(0.6),
  /** The one that is shown where there is no room for both. */
  figure: shallowRef<ChartFigure>('error'),
}))
