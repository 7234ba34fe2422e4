import { describe, expect, test } from 'vitest'
import { mnistShape } from '../../electron/contract/datasets.ts'
import { engineKinds } from '../../electron/contract/training.ts'
import { activations, referenceConfig } from '../../electron/contract/train-config.ts'
import { backendConfig } from '../../electron/train/backend.ts'
import { loadEngine } from '../../electron/train/engine.ts'
import { firstWeights } from '../../electron/train/first-weights.ts'
import { fewImages, taughtWeights } from './few-images.ts'
import { meanLoss, outputsOf, slope } from './reference-network.ts'

const settings = activations.flatMap((activation) =>
  [[], [4, 3]].map((hidden) => ({ activation, hidden })),
)

describe.each(engineKinds)('the %s engine looks into', (kind) => {
  test.each(settings)(
    'each layer of $hidden with $activation, whatever it learns with',
    async (set) => {
      const { makeBackend } = await loadEngine(kind, 1)
      const config = {
        ...backendConfig({ ...referenceConfig, ...set }, mnistShape),
        dropout: 0.5,
        labelSmoothing: 0.3,
        weightDecay: 0.1,
        normalisation: 'standard',
      } as const
      const layers = firstWeights({ ...config, firstWeights: 'he', seed: 5 })
      const backend = makeBackend(config, layers)
      const before = backend.weights()
      const inspections = backend.inspect(fewImages.pixels, fewImages.labels)
      const watched: Float32Array[] = []
      const score = backend.measure(fewImages.pixels, fewImages.labels, (_, outputs) => {
        watched.push(outputs.slice())
      })
      expect(score).toEqual(backend.measure(fewImages.pixels, fewImages.labels))
      expect(watched).toEqual(inspections.slice(0, -1).map((layer) => layer.activations))
      expect(backend.weights()).toEqual(before)
      backend.dispose()

      const outputs = outputsOf(config, layers, fewImages)
      expect(inspections).toHaveLength(layers.length)
      inspections.forEach(({ gradient, activations: given }, index) => {
        const { matrix } = layers[index] ?? { matrix: new Float32Array() }
        expect(gradient).toHaveLength(matrix.length)
        for (const at of taughtWeights(layers, index))
          expect(gradient[at]).toBeCloseTo(
            slope(matrix, at, () => meanLoss(config, layers, fewImages)),
            5,
          )
        const expected = outputs[index]?.flat() ?? []
        expect(given).toHaveLength(expected.length)
        expected.forEach((value, at) => {
          expect(given[at]).toBeCloseTo(value, 4)
        })
      })
    },
  )
})
