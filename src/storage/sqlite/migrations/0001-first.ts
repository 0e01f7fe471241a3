/**
 * The first tables.
 *
 * Events lie in the order they came, so that a commit of many chats writes few pages. Where the versions of a stream
 * lie is told by `event_places`, which is filled in sorted runs some thousand events later; `event_places_reach` tells
 * up to which position it is complete, and whoever opens the file reads the events beyond it.
 */
export const first = `
  CREATE TABLE streams (
    stream INTEGER PRIMARY KEY,
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    open INTEGER NOT NULL,
    UNIQUE (organization, kind, id)
  ) STRICT;
  CREATE INDEX streams_open ON streams (kind) WHERE open = 1;

  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE event_places (
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (stream, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE event_places_reach (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    position INTEGER NOT NULL
  ) STRICT;
  INSERT INTO event_places_reach VALUES (1, 0);

  CREATE TABLE snapshots (
    stream INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
  ) STRICT;

  CREATE TABLE bookmarks (
    bookmark INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE setup_objects (
    organization TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (organization, kind, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    organization TEXT NOT NULL,
    agent TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tokens_expiry ON tokens (expires_at);
`
