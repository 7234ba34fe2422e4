import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { chartSettingsOf, type ChartSettings } from '../lib/chart-settings.ts'

const key = 'charts'

/** How people look at curves: one choice for every chart of the window, remembered on this computer. */
export const useChartView = defineStore('chart-view', () => {
  const settings = shallowRef(chartSettingsOf(localStorage.getItem(key)))

  const change = (changed: Partial<ChartSettings>) => {
    settings.value = { ...settings.value, ...changed }
    localStorage.setItem(key, JSON.stringify(settings.value))
  }

  return { settings, change }
})
