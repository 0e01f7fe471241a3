/** Where a log-in was made and when it was used last, and a way to those of one agent. `origin` is JSON. */
export const logIns = `
  ALTER TABLE tokens ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tokens ADD COLUMN origin TEXT NOT NULL DEFAULT '{}';
  CREATE INDEX tokens_of_agent ON tokens (organization, agent, expires_at);
`
