import type { Run } from '../../contract/entities.ts'
import type { Epoch, Finding, LayerReport, MetricPoint } from '../../contract/training.ts'

/** What a layer's report says of its units. */
export type LayerUnits = Pick<LayerReport, 'layer' | 'units' | 'dead' | 'saturated'>

/** All that findings rest on. */
export interface Evidence {
  readonly run: Run
  /** The finished ones, in order. */
  readonly epochs: readonly Epoch[]
  /** In order of steps; of a long run not all, but evenly chosen. */
  readonly points: readonly MetricPoint[]
  /** Of the last epoch that was looked into; empty where none was. */
  readonly layers: readonly LayerUnits[]
  /** Images of each set. */
  readonly images: { readonly test: number; readonly validation: number }
}

/** Looks for one kind of finding; null where there is nothing to say, or not yet. */
export type Rule = (evidence: Evidence) => Finding | null

/** The base rate that the last steps learned with. */
export const currentRate = ({ config, rateChanges }: Run): number =>
  rateChanges.at(-1)?.learningRate ?? config.learningRate
