/**
 * Visitors' files, in chunks, so that a long one is written and read in many short transactions. `state` is 0 while a
 * file is being written or removed, 1 once it is whole, 2 once its chat's log tells of it. Their own index finds the
 * few that are not in the log, without a look at all the others.
 */
export const files = `
  CREATE TABLE files (
    file INTEGER PRIMARY KEY,
    organization TEXT NOT NULL,
    chat TEXT NOT NULL,
    id TEXT NOT NULL,
    state INTEGER NOT NULL,
    UNIQUE (organization, chat, id)
  ) STRICT;
  CREATE INDEX files_unconfirmed ON files (file) WHERE state < 2;

  CREATE TABLE file_chunks (
    file INTEGER NOT NULL REFERENCES files (file),
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file, number)
  ) STRICT;
`
