/** Where a log-in was made and when it was used last, and a way to those of one agent. `origin` is JSON. */
export const logIns = `
  ALTER TABLE parley.tokens ADD COLUMN seen_at bigint NOT NULL DEFAULT 0;
  ALTER TABLE parley.tokens ADD COLUMN origin text NOT NULL DEFAULT '{}';
  CREATE INDEX tokens_of_agent ON parley.tokens (organization, agent, expires_at);
`
