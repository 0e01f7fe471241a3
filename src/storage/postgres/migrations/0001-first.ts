/**
 * The first tables. Names compare by their bytes, so that no update of the operating system changes an order.
 *
 * A stream's row is its head: its version is what an append is checked against, and whoever appends holds its lock. It
 * changes with every append and no index knows what changes, so there is room left on its page for the next version.
 */
export const first = `
  CREATE TABLE parley.streams (
    stream bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    open boolean NOT NULL,
    UNIQUE (organization, kind, id)
  ) WITH (fillfactor = 60);
  CREATE INDEX streams_open ON parley.streams (kind) WHERE open;

  CREATE TABLE parley.events (
    stream bigint NOT NULL,
    version bigint NOT NULL,
    at bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (stream, version)
  );

  CREATE TABLE parley.snapshots (
    stream bigint PRIMARY KEY,
    version bigint NOT NULL,
    state text NOT NULL
  );

  CREATE TABLE parley.bookmarks (
    name text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
  ) WITH (fillfactor = 60);

  CREATE TABLE parley.setup_objects (
    organization text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (organization, kind, id)
  );

  CREATE TABLE parley.setup_audit (
    organization text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    done_by text COLLATE "C" NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (organization, number)
  );

  CREATE TABLE parley.tokens (
    hash text COLLATE "C" PRIMARY KEY,
    organization text NOT NULL,
    agent text NOT NULL,
    expires_at bigint NOT NULL
  );
  CREATE INDEX tokens_expiry ON parley.tokens (expires_at);

  -- The states are those of the embedded store: 0 while a file is written or removed, 1 whole, 2 once a log tells of it.
  CREATE TABLE parley.files (
    file bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization text COLLATE "C" NOT NULL,
    chat text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    state smallint NOT NULL,
    UNIQUE (organization, chat, id)
  );
  CREATE INDEX files_unconfirmed ON parley.files (file) WHERE state < 2;

  CREATE TABLE parley.file_chunks (
    file bigint NOT NULL REFERENCES parley.files (file),
    number integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (file, number)
  );
  -- Most files are compressed by their own format.
  ALTER TABLE parley.file_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

  CREATE TABLE parley.figures (
    organization text COLLATE "C" NOT NULL,
    slot bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    measure text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (organization, slot, kind, subject, measure)
  ) WITH (fillfactor = 60);
  -- Only what can still be made coarser, so that tidying up never looks at the rest.
  CREATE INDEX figures_by_minute ON parley.figures (organization, slot) WHERE slot % 3600000 <> 0;
  CREATE INDEX figures_by_hour ON parley.figures (organization, slot)
    WHERE slot % 86400000 <> 0 AND slot % 3600000 = 0;
  CREATE TABLE parley.figures_begun (only_row integer PRIMARY KEY CHECK (only_row = 1));
`
