/**
 * What past chats are found by. A chat that ended and whose stream is not `indexed` is not in it yet, be it that it ended
 * just now or before there was an index; an index of its own finds those few. No index knows `indexed` of any other row,
 * so that appends still change nothing but the row.
 *
 * `words` holds no text, but the words of it as they are compared, those of the visitor's name with the weight A, and
 * what chats are filtered by.
 */
export const pastChats = `
  ALTER TABLE parley.streams ADD COLUMN indexed boolean NOT NULL DEFAULT false;
  CREATE INDEX streams_not_indexed ON parley.streams (stream) WHERE kind = 'chat' AND NOT open AND NOT indexed;

  CREATE TABLE parley.past_chats (
    place bigint PRIMARY KEY,
    organization text COLLATE "C" NOT NULL,
    chat text COLLATE "C" NOT NULL,
    agents text[] NOT NULL,
    facts text NOT NULL,
    words tsvector NOT NULL
  );
  CREATE INDEX past_chats_latest ON parley.past_chats (organization, place);
  CREATE INDEX past_chats_words ON parley.past_chats USING gin (words);
`
