import type { Generated } from 'kysely'
import type { GroupKind, GroupState } from '../contract/groups.ts'

/** Runs that were asked for together, and what was decided about those that a sweep may end early. */
export const groupTables = `
  CREATE TABLE run_group (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('repeat', 'sweep')),
    name       TEXT NOT NULL,
    asked      TEXT NOT NULL CHECK (json_valid(asked)),
    state      TEXT NOT NULL CHECK (state IN ('running', 'paused', 'stopped', 'completed')),
    created_at INTEGER NOT NULL,
    added      INTEGER NOT NULL DEFAULT 0,
    spent_ms   INTEGER NOT NULL DEFAULT 0,
    seen_at    INTEGER
  ) STRICT;

  ALTER TABLE run ADD COLUMN group_id TEXT REFERENCES run_group;
  ALTER TABLE run ADD COLUMN trial INTEGER;
  CREATE UNIQUE INDEX run_trial ON run (group_id, trial) WHERE group_id IS NOT NULL;

  CREATE TABLE decision (
    run     TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    epoch   INTEGER NOT NULL,
    error   REAL NOT NULL,
    bar     REAL,
    goes_on INTEGER NOT NULL,
    PRIMARY KEY (run, epoch)
  ) STRICT, WITHOUT ROWID;
`

export interface GroupTable {
  readonly id: string
  readonly kind: GroupKind
  readonly name: string
  /** JSON of what was asked for: of a sweep its SweepSpec, of repeats nothing. */
  readonly asked: string
  readonly state: GroupState
  readonly created_at: number
  /** The greatest number that a trial has been given. */
  readonly added: Generated<number>
  /** Time in which something of it trained, as far as that was looked at. */
  readonly spent_ms: Generated<number>
  /** When that was looked at last. */
  readonly seen_at: number | null
}

/** What was decided at the end of an epoch of a trial. */
export interface DecisionTable {
  readonly run: string
  readonly epoch: number
  /** Its best error until then. */
  readonly error: number
  /** What it had to be at most; null where there was too little to compare with. */
  readonly bar: number | null
  readonly goes_on: number
}
