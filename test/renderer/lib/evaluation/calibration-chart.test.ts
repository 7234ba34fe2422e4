import { expect, test } from 'vitest'
import {
  calibrationCorners,
  calibrationPoints,
  calibrationRows,
  calibrationSvg,
} from '../../../../renderer/lib/evaluation/calibration-chart.ts'
import { anEvaluation } from './an-evaluation.ts'

const evaluation = anEvaluation()

test('empty bins have a row and no point', () => {
  expect(calibrationRows(evaluation.calibration)).toEqual([
    { range: '0 to 50', images: '0', confidence: '–', right: '–' },
    { range: '50 to 100', images: '1,330', confidence: '90.0', right: '97.5' },
  ])
  expect(calibrationCorners(calibrationPoints(evaluation.calibration))).toBe('0.9000,0.0250')
})

test('the drawing has title, curve and axes, and words are never markup', () => {
  const look = {
    surface: '#fff',
    ink: '#111',
    inkSoft: '#555',
    grid: '#eee',
    line: '#00f',
    font: 'sans-serif',
  }
  const words = { title: 'Calibration of <b>', caption: '7.50 points off' }
  const svg = calibrationSvg(evaluation, words, look)
  expect(svg).toContain('Calibration of &lt;b&gt;')
  expect(svg).toContain('points="474.4,83.4"')
  expect(svg.match(/<circle/g)).toHaveLength(1)
})
