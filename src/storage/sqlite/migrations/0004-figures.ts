/**
 * Sums that appends add to. Slots begin on whole minutes, and older ones on whole hours and days: the two indexes hold
 * only those that can still be made coarser, so that tidying up never looks at the others. `figures_begun` has a row
 * once counting has begun.
 */
export const figures = `
  CREATE TABLE figures (
    organization TEXT NOT NULL,
    slot INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    measure TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (organization, slot, kind, subject, measure)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX figures_by_minute ON figures (organization, slot) WHERE slot % 3600000 <> 0;
  CREATE INDEX figures_by_hour ON figures (organization, slot) WHERE slot % 86400000 <> 0 AND slot % 3600000 = 0;
  CREATE TABLE figures_begun (only_row INTEGER PRIMARY KEY CHECK (only_row = 1)) STRICT;
`
