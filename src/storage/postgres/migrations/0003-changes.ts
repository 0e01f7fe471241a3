/**
 * By which transaction an event was written, so that servers on one database find what the others wrote. Every transaction
 * that cannot be seen yet has a number from the oldest running one on, which is where the next look begins.
 */
export const changes = `
  ALTER TABLE parley.events ADD COLUMN transaction xid8 NOT NULL DEFAULT pg_current_xact_id();
  CREATE INDEX events_transaction ON parley.events (transaction);
`
