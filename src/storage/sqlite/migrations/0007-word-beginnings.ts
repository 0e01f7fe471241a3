/**
 * What past chats are found by is made anew, with an index of the beginnings of words that have three letters and five:
 * a search for those reads one list, and one for four, six or more puts together the lists of the few that begin so.
 *
 * `indexed` is the version of the index that a chat is in. A later one that needs other words is a step like this.
 */
export const wordBeginnings = `
  DROP INDEX streams_not_indexed;
  CREATE INDEX streams_not_indexed ON streams (stream) WHERE kind = 'chat' AND open = 0 AND indexed < 2;

  DROP TABLE past_words;
  CREATE VIRTUAL TABLE past_words USING fts5 (
    words, name, marks, content='', contentless_delete=1, tokenize='ascii', prefix='3 5'
  );
  DELETE FROM past_chats;
`
