/** Who changed setup. The numbers count within an organization. */
export const setupAudit = `
  CREATE TABLE setup_audit (
    organization TEXT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    done_by TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (organization, number)
  ) STRICT, WITHOUT ROWID;
`
