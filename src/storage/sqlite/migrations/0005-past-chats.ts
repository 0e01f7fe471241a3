/**
 * What past chats are found by. A chat that ended and whose stream says `indexed = 0` is not in it yet, be it that it
 * ended just now or before there was an index; an index of its own finds those few.
 *
 * Words come as they are compared, so that the tokenizer has nothing left to do but to split at spaces; it takes any
 * character beyond ASCII for part of a word. No text is kept: `content=''`. A row's number is its chat's place, so that
 * the latest are found first.
 */
export const pastChats = `
  ALTER TABLE streams ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX streams_not_indexed ON streams (stream) WHERE kind = 'chat' AND open = 0 AND indexed = 0;

  CREATE TABLE past_chats (
    place INTEGER PRIMARY KEY,
    organization TEXT NOT NULL,
    chat TEXT NOT NULL,
    agents TEXT NOT NULL,
    facts TEXT NOT NULL
  ) STRICT;

  CREATE VIRTUAL TABLE past_words USING fts5 (
    words, name, marks, content='', contentless_delete=1, tokenize='ascii'
  );
`
