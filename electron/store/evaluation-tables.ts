/** The fifth migration: evaluations, and the drawings of *my handwriting*. */
export const evaluationTables = `
  CREATE TABLE evaluation (
    run            TEXT NOT NULL,
    step           INTEGER NOT NULL,
    image_set      TEXT NOT NULL,
    data_sha256    TEXT NOT NULL,
    weights_sha256 TEXT NOT NULL,
    images         INTEGER NOT NULL,
    loss           REAL,
    error          REAL NOT NULL,
    predicted      BLOB NOT NULL,
    confidence     BLOB NOT NULL,
    truth          BLOB NOT NULL,
    sha256         TEXT NOT NULL,
    made_at        INTEGER NOT NULL,
    PRIMARY KEY (run, step, image_set),
    FOREIGN KEY (run, step) REFERENCES checkpoint ON DELETE CASCADE
  ) STRICT;

  CREATE TABLE drawing (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    label      INTEGER NOT NULL CHECK (label BETWEEN 0 AND 9),
    strokes    TEXT CHECK (strokes IS NULL OR json_valid(strokes)),
    pixels     BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  -- The labels of all drawings without their strokes and pixels.
  CREATE INDEX drawing_label ON drawing (label);

  -- What a checkpoint reads each drawing as: a byte a number, from 1 on; 255 where it has not read it.
  CREATE TABLE handwriting (
    run       TEXT NOT NULL,
    step      INTEGER NOT NULL,
    predicted BLOB NOT NULL,
    PRIMARY KEY (run, step),
    FOREIGN KEY (run, step) REFERENCES checkpoint ON DELETE CASCADE
  ) STRICT;

  ALTER TABLE run ADD COLUMN handwriting_wrong INTEGER;
  ALTER TABLE run ADD COLUMN handwriting_images INTEGER;
  `
