import type { Generated } from 'kysely'
import type { RunStatus } from '../contract/entities.ts'
import type { DecisionTable, GroupTable } from './group-tables.ts'

/** The columns as SQLite keeps them; migrations.ts is their source, the tests hold the two together. */
export interface Tables {
  readonly run: RunTable
  readonly metric: MetricTable
  readonly epoch: EpochTable
  readonly checkpoint: CheckpointTable
  readonly resume_point: ResumePointTable
  readonly change: ChangeTable
  readonly preset: PresetTable
  readonly dataset: DatasetTable
  readonly setting: SettingTable
  readonly stint: StintTable
  readonly usage: UsageTable
  readonly layer: LayerTable
  readonly purged: PurgedTable
  readonly view: ViewTable
  readonly log: LogTable
  readonly evaluation: EvaluationTable
  readonly drawing: DrawingTable
  readonly handwriting: HandwritingTable
  readonly run_group: GroupTable
  readonly decision: DecisionTable
}

export interface RunTable {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly colour: number
  readonly status: RunStatus
  /** Why it is interrupted, failed or diverged. */
  readonly reason: string | null
  /** JSON of a TrainConfig. */
  readonly config: string
  readonly dataset_sha256: string | null
  readonly wanted_engine: string | null
  readonly wanted_threads: number | null
  readonly engine: string | null
  readonly engine_version: string | null
  /** Of the engine; while that is not known, those it was claimed to train with. */
  readonly threads: number | null
  /** Into how many its network is split, of its engine or as it has to be; null until that is known, and of runs that could not be split. */
  readonly parts: number | null
  readonly created_at: number
  readonly started_at: number | null
  readonly ended_at: number | null
  readonly deleted_at: number | null
  /** Order in the queue, smallest first. */
  readonly place: number
  readonly stop_requested: Generated<number>
  readonly steps: number
  readonly step: Generated<number>
  readonly epoch: Generated<number>
  readonly seconds: Generated<number>
  readonly images_per_second: number | null
  readonly seconds_left: number | null
  /** The process that trains it, see core/lease.ts. */
  readonly owner: string | null
  readonly heartbeat_at: number | null
  /** Grows with every change of any run, so that another process can ask what is new. */
  readonly revision: number
  /** 1 to pause it; 2 to let it wait in the queue again after that. */
  readonly pause_requested: Generated<number>
  /** Asked for of the running run, until its trainer says from which step on it holds. */
  readonly rate_requested: number | null
  readonly epochs_requested: number | null
  /** How many it has in all by now; null as configured. */
  readonly epochs: number | null
  /** The epoch whose weights it ended with; null means the last checkpoint. */
  readonly kept_epoch: number | null
  readonly reproduces: string | null
  /** JSON of a list of texts. */
  readonly tags: Generated<string>
  readonly is_pinned: Generated<number>
  readonly archived_at: number | null
  readonly is_held: Generated<number>
  /** JSON of the DataShape that it was made for. */
  readonly shape: string
  /** Of the drawings of *my handwriting*, by the weights it ended with or has come to: how many it reads wrong, of so many. */
  readonly handwriting_wrong: number | null
  readonly handwriting_images: number | null
  /** Of those it was asked for together with, and its number among them. */
  readonly group_id: string | null
  readonly trial: number | null
  /** JSON of where an imported run comes from; null of one that was trained. */
  readonly origin: string | null
}

export interface MetricTable {
  readonly run: string
  readonly step: number
  readonly loss: number | null
  readonly wrong: number
  readonly images: number
  readonly seconds: number
}

export interface EpochTable {
  readonly run: string
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly images_per_second: number
  readonly running_loss: number | null
  readonly running_error: number
  readonly train_loss: number | null
  readonly train_error: number
  readonly test_loss: number | null
  readonly test_error: number
  readonly validation_loss: number | null
  /** Null when no images are kept out of training. */
  readonly validation_error: number | null
}

export interface CheckpointTable {
  readonly run: string
  readonly step: number
  readonly epoch: number
  readonly sha256: string
  readonly bytes: number
  readonly weights: Uint8Array
}

/** What training goes on from, beside the weights of the checkpoint of that step. */
export interface ResumePointTable {
  readonly run: string
  readonly step: number
  /** 0 where the checkpoint only serves to go on from, until the next comes. */
  readonly is_epoch_end: number
  /** Of the state's UTF-8 bytes and then the slots. */
  readonly sha256: string
  /** JSON of all but the optimizer's state. */
  readonly state: string
  readonly slots: Uint8Array
}

/** What holds from a step on. */
export interface ChangeTable {
  readonly run: string
  readonly kind: 'rate' | 'epochs'
  readonly step: number
  readonly value: number
}

export interface PresetTable {
  readonly name: string
  /** JSON of a TrainConfig. */
  readonly config: string
}

/** People's own data sets; their files lie in a folder of the id. */
export interface DatasetTable {
  readonly id: string
  /** JSON of a DataShape. */
  readonly shape: string
  /** Number of images. */
  readonly train: number
  readonly test: number
  /** SHA-256 of the files. */
  readonly train_images: string
  readonly train_labels: string
  readonly test_images: string
  readonly test_labels: string
  readonly bytes: number
  readonly added_at: number
  /** JSON of what they were made from: names with hashes. */
  readonly sources: string
}

export interface SettingTable {
  readonly name: string
  readonly value: string
}

export interface StintTable {
  readonly run: string
  /** Counted from 1, since a clock can go back. */
  readonly number: number
  readonly started_at: number
  readonly from_step: number
  /** JSON of the rest of a Stint. */
  readonly environment: string
}

export interface UsageTable {
  readonly run: string
  readonly seconds: number
  readonly cpu: number
  readonly memory: number
}

export interface LayerTable {
  readonly run: string
  readonly epoch: number
  readonly layer: number
  /** JSON of a LayerReport. */
  readonly report: string
}

/** Runs that are gone for good, so that other processes hear of it. */
export interface PurgedTable {
  readonly run: string
  readonly revision: number
}

export interface ViewTable {
  readonly name: string
  /** JSON of a RunsView. */
  readonly view: string
}

export interface LogTable {
  readonly run: string
  /** Counted from 1 within the run. */
  readonly number: number
  readonly at: number
  readonly level: 'info' | 'warn' | 'error'
  readonly text: string
}

/** What the checkpoint of a step says of each image of a set. */
export interface EvaluationTable {
  readonly run: string
  readonly step: number
  readonly image_set: string
  /** Of the images and labels it was made on. */
  readonly data_sha256: string
  readonly weights_sha256: string
  readonly images: number
  readonly loss: number | null
  readonly error: number
  /** A byte an image. */
  readonly predicted: Uint8Array
  /** Probabilities of the predicted and of the true class: float32, little-endian. */
  readonly confidence: Uint8Array
  readonly truth: Uint8Array
  /** Of what was found, see core/evaluation/stored.ts. */
  readonly sha256: string
  readonly made_at: number
}

export interface DrawingTable {
  readonly number: Generated<number>
  readonly label: number
  /** JSON; null for a picture. */
  readonly strokes: string | null
  /** 784 bytes. */
  readonly pixels: Uint8Array
  readonly created_at: number
}

export interface HandwritingTable {
  readonly run: string
  readonly step: number
  /** A byte a drawing, in the order of their numbers from 1 on; 255 where it has not been read. */
  readonly predicted: Uint8Array
}
