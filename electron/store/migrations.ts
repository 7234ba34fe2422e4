import { evaluationTables } from './evaluation-tables.ts'
import { groupTables } from './group-tables.ts'

/**
 * The schema's history. Append, never edit: the position of an entry is the `user_version` it leads to,
 * and somebody's database stands at every one of them.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE run (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL,
    note             TEXT NOT NULL,
    colour           INTEGER NOT NULL CHECK (colour BETWEEN 1 AND 10),
    status           TEXT NOT NULL CHECK (status IN
                       ('queued', 'running', 'completed', 'stopped', 'interrupted', 'failed', 'diverged')),
    reason           TEXT,
    config           TEXT NOT NULL CHECK (json_valid(config)),
    dataset_sha256   TEXT,
    wanted_engine    TEXT,
    wanted_threads   INTEGER,
    engine           TEXT,
    engine_version   TEXT,
    threads          INTEGER,
    created_at       INTEGER NOT NULL,
    started_at       INTEGER,
    ended_at         INTEGER,
    deleted_at       INTEGER,
    place            INTEGER NOT NULL,
    stop_requested   INTEGER NOT NULL DEFAULT 0,
    steps            INTEGER NOT NULL,
    step             INTEGER NOT NULL DEFAULT 0,
    epoch            INTEGER NOT NULL DEFAULT 0,
    seconds          REAL NOT NULL DEFAULT 0,
    images_per_second REAL,
    seconds_left     REAL,
    owner            TEXT,
    heartbeat_at     INTEGER,
    revision         INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX run_revision ON run (revision);
  CREATE INDEX run_status ON run (status, place);

  CREATE TABLE metric (
    run     TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    step    INTEGER NOT NULL,
    loss    REAL,
    wrong   INTEGER NOT NULL,
    images  INTEGER NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (run, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE epoch (
    run               TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    epoch             INTEGER NOT NULL,
    step              INTEGER NOT NULL,
    seconds           REAL NOT NULL,
    images_per_second REAL NOT NULL,
    running_loss      REAL,
    running_error     REAL NOT NULL,
    train_loss        REAL,
    train_error       REAL NOT NULL,
    test_loss         REAL,
    test_error        REAL NOT NULL,
    PRIMARY KEY (run, epoch)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE checkpoint (
    run     TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    step    INTEGER NOT NULL,
    epoch   INTEGER NOT NULL,
    sha256  TEXT NOT NULL,
    bytes   INTEGER NOT NULL,
    weights BLOB NOT NULL,
    PRIMARY KEY (run, step)
  ) STRICT;
  `,
  // The check on the status cannot be changed in place, so the table is made anew (sqlite.org/lang_altertable.html, 7).
  `
  CREATE TABLE run_anew (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL,
    note             TEXT NOT NULL,
    colour           INTEGER NOT NULL CHECK (colour BETWEEN 1 AND 10),
    status           TEXT NOT NULL CHECK (status IN
                       ('queued', 'running', 'paused', 'completed', 'stopped', 'interrupted', 'failed', 'diverged')),
    reason           TEXT,
    config           TEXT NOT NULL CHECK (json_valid(config)),
    dataset_sha256   TEXT,
    wanted_engine    TEXT,
    wanted_threads   INTEGER,
    engine           TEXT,
    engine_version   TEXT,
    threads          INTEGER,
    created_at       INTEGER NOT NULL,
    started_at       INTEGER,
    ended_at         INTEGER,
    deleted_at       INTEGER,
    place            INTEGER NOT NULL,
    stop_requested   INTEGER NOT NULL DEFAULT 0,
    steps            INTEGER NOT NULL,
    step             INTEGER NOT NULL DEFAULT 0,
    epoch            INTEGER NOT NULL DEFAULT 0,
    seconds          REAL NOT NULL DEFAULT 0,
    images_per_second REAL,
    seconds_left     REAL,
    owner            TEXT,
    heartbeat_at     INTEGER,
    revision         INTEGER NOT NULL,
    pause_requested  INTEGER NOT NULL DEFAULT 0,
    rate_requested   REAL,
    epochs_requested INTEGER,
    epochs           INTEGER,
    kept_epoch       INTEGER,
    reproduces       TEXT
  ) STRICT;
  INSERT INTO run_anew (
    id, name, note, colour, status, reason, config, dataset_sha256, wanted_engine, wanted_threads,
    engine, engine_version, threads, created_at, started_at, ended_at, deleted_at, place, stop_requested,
    steps, step, epoch, seconds, images_per_second, seconds_left, owner, heartbeat_at, revision)
  SELECT
    id, name, note, colour, status, reason, config, dataset_sha256, wanted_engine, wanted_threads,
    engine, engine_version, threads, created_at, started_at, ended_at, deleted_at, place, stop_requested,
    steps, step, epoch, seconds, images_per_second, seconds_left, owner, heartbeat_at, revision
  FROM run;
  DROP TABLE run;
  ALTER TABLE run_anew RENAME TO run;
  CREATE INDEX run_revision ON run (revision);
  CREATE INDEX run_status ON run (status, place);

  ALTER TABLE epoch ADD COLUMN validation_loss REAL;
  ALTER TABLE epoch ADD COLUMN validation_error REAL;

  CREATE TABLE resume_point (
    run          TEXT PRIMARY KEY REFERENCES run ON DELETE CASCADE,
    step         INTEGER NOT NULL,
    is_epoch_end INTEGER NOT NULL,
    sha256       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (json_valid(state)),
    slots        BLOB NOT NULL,
    FOREIGN KEY (run, step) REFERENCES checkpoint ON DELETE CASCADE
  ) STRICT;

  CREATE TABLE change (
    run   TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    kind  TEXT NOT NULL CHECK (kind IN ('rate', 'epochs')),
    step  INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (run, kind, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE preset (
    name   TEXT PRIMARY KEY,
    config TEXT NOT NULL CHECK (json_valid(config))
  ) STRICT;
  `,
  `
  ALTER TABLE run ADD COLUMN shape TEXT NOT NULL CHECK (json_valid(shape)) DEFAULT
    '{"rows":28,"columns":28,"classes":["0","1","2","3","4","5","6","7","8","9"],"mean":0.1307,"deviation":0.3081}';

  CREATE TABLE dataset (
    id             TEXT PRIMARY KEY,
    shape          TEXT NOT NULL CHECK (json_valid(shape)),
    train          INTEGER NOT NULL,
    test           INTEGER NOT NULL,
    train_images   TEXT NOT NULL,
    train_labels   TEXT NOT NULL,
    test_images    TEXT NOT NULL,
    test_labels    TEXT NOT NULL,
    bytes          INTEGER NOT NULL,
    added_at       INTEGER NOT NULL,
    sources        TEXT NOT NULL CHECK (json_valid(sources))
  ) STRICT;

  CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
  ) STRICT;

  CREATE TABLE stint (
    run         TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    started_at  INTEGER NOT NULL,
    from_step   INTEGER NOT NULL,
    environment TEXT NOT NULL CHECK (json_valid(environment)),
    PRIMARY KEY (run, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE usage (
    run     TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    seconds REAL NOT NULL,
    cpu     REAL NOT NULL,
    memory  INTEGER NOT NULL,
    PRIMARY KEY (run, seconds)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE layer (
    run     TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    epoch   INTEGER NOT NULL,
    layer   INTEGER NOT NULL,
    report  TEXT NOT NULL CHECK (json_valid(report)),
    PRIMARY KEY (run, epoch, layer)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE run ADD COLUMN tags TEXT NOT NULL CHECK (json_valid(tags)) DEFAULT '[]';
  ALTER TABLE run ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE run ADD COLUMN archived_at INTEGER;
  ALTER TABLE run ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0;

  CREATE INDEX run_name ON run (name);
  CREATE INDEX run_started ON run (started_at);
  CREATE INDEX run_created ON run (created_at, place);
  CREATE INDEX run_colour ON run (colour) WHERE deleted_at IS NULL;
  -- What a list of runs shows of checkpoints and epochs, so that it is read without their other columns.
  CREATE INDEX checkpoint_facts ON checkpoint (run, step, epoch, sha256, bytes);
  CREATE INDEX epoch_best ON epoch (run, test_error, epoch);

  CREATE TABLE purged (
    run      TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX purged_revision ON purged (revision);

  CREATE TABLE view (
    name TEXT PRIMARY KEY,
    view TEXT NOT NULL CHECK (json_valid(view))
  ) STRICT;

  CREATE TABLE log (
    run    TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    level  TEXT NOT NULL CHECK (level IN ('info', 'warn', 'error')),
    text   TEXT NOT NULL,
    PRIMARY KEY (run, number)
  ) STRICT, WITHOUT ROWID;
  `,
  evaluationTables,
  'ALTER TABLE run ADD COLUMN parts INTEGER;',
  groupTables,
  'ALTER TABLE run ADD COLUMN origin TEXT CHECK (json_valid(origin));',
]
