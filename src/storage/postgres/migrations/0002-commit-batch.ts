/**
 * Commits a batch in one call: one round trip, one transaction, one flush. Lists come as arrays; places in them count
 * from 1. What it answers is the batch's conflicts: an append's place and a write's place in the append in turn, from 0.
 *
 * Several servers commit at the same time, also to the same streams. Nobody waits in a circle, because everybody takes
 * the same locks in the same order: new streams' names, then the heads of streams, then sums, then bookmarks, each kind
 * in the order of its key. A stream that somebody else creates at this moment is waited for at its name; once they have
 * committed, its head is seen, because each statement sees what was committed before it.
 *
 * `again` says that the batch may have been written already, by a call whose answer was lost: an append whose first
 * event is there under its id was written, and nothing of it is written again.
 */
export const commitBatch = `
  CREATE FUNCTION parley.commit_batch(
    again boolean,
    stream_organizations text[], stream_kinds text[], stream_ids text[], stream_new bigint[],
    append_ats bigint[], append_writes bigint[],
    write_streams bigint[], write_expected bigint[], write_opens bigint[], write_events bigint[],
    event_appends bigint[], event_streams bigint[], event_versions bigint[], event_ids text[], event_bodies text[],
    snapshot_appends bigint[], snapshot_streams bigint[], snapshot_versions bigint[], snapshot_states text[],
    tally_appends bigint[], tally_slots bigint[], tally_amounts bigint[],
    tally_organizations text[], tally_kinds text[], tally_subjects text[], tally_measures text[],
    bookmark_names text[], bookmark_values text[]
  ) RETURNS integer[] LANGUAGE plpgsql AS $$
  DECLARE
    streams bigint[] := array_fill(0::bigint, ARRAY[cardinality(stream_ids)]);
    versions bigint[] := streams;
    opens bigint[] := streams;
    touched boolean[] := array_fill(false, ARRAY[cardinality(stream_ids)]);
    written boolean[] := array_fill(false, ARRAY[cardinality(append_ats)]);
    conflicts integer[] := '{}';
    first_write bigint := 1;
    first_event bigint := 1;
    next_event bigint;
    conflict integer;
    place bigint;
    head record;
  BEGIN
    INSERT INTO parley.streams (organization, kind, id, version, open)
      SELECT s.organization, s.kind, s.id, 0, false
      FROM unnest(stream_organizations, stream_kinds, stream_ids, stream_new) AS s (organization, kind, id, new)
      WHERE s.new = 1
      ORDER BY s.organization COLLATE "C", s.kind COLLATE "C", s.id COLLATE "C"
      ON CONFLICT DO NOTHING;

    FOR head IN
      SELECT s.place, h.stream, h.version
      FROM unnest(stream_organizations, stream_kinds, stream_ids) WITH ORDINALITY AS s (organization, kind, id, place)
      JOIN parley.streams h USING (organization, kind, id)
      ORDER BY h.organization, h.kind, h.id
      FOR NO KEY UPDATE OF h
    LOOP
      streams[head.place] := head.stream;
      versions[head.place] := head.version;
    END LOOP;

    FOR append IN 1 .. cardinality(append_ats) LOOP
      conflict := NULL;
      next_event := first_event;
      FOR write IN first_write .. first_write + append_writes[append] - 1 LOOP
        IF conflict IS NULL AND versions[write_streams[write]] <> write_expected[write] THEN
          conflict := write - first_write;
        END IF;
        next_event := next_event + write_events[write];
      END LOOP;
      IF again AND EXISTS (
        SELECT FROM parley.events e
        WHERE e.stream = streams[event_streams[first_event]] AND e.version = event_versions[first_event]
          AND e.id = event_ids[first_event]
      ) THEN
        NULL;
      ELSIF conflict IS NOT NULL THEN
        conflicts := conflicts || ARRAY[append - 1, conflict];
      ELSE
        written[append] := true;
        FOR write IN first_write .. first_write + append_writes[append] - 1 LOOP
          -- A stream without events was only checked.
          CONTINUE WHEN write_events[write] = 0;
          place := write_streams[write];
          versions[place] := versions[place] + write_events[write];
          opens[place] := write_opens[write];
          touched[place] := true;
        END LOOP;
      END IF;
      first_write := first_write + append_writes[append];
      first_event := next_event;
    END LOOP;

    UPDATE parley.streams h SET version = versions[t.place], open = opens[t.place] = 1
      FROM unnest(streams, touched) WITH ORDINALITY AS t (stream, touched, place)
      WHERE h.stream = t.stream AND t.touched;
    INSERT INTO parley.events (stream, version, at, id, body)
      SELECT streams[e.stream], e.version, append_ats[e.append], e.id, e.body
      FROM unnest(event_appends, event_streams, event_versions, event_ids, event_bodies)
        AS e (append, stream, version, id, body)
      WHERE written[e.append];
    IF cardinality(conflicts) > 0 OR 0 = ANY (write_events) THEN
      -- Those that were made for appends that were then refused, or only checked.
      DELETE FROM parley.streams h
        USING unnest(streams, stream_new) AS s (stream, new)
        WHERE h.stream = s.stream AND s.new = 1 AND h.version = 0;
    END IF;
    IF cardinality(snapshot_states) > 0 THEN
      INSERT INTO parley.snapshots (stream, version, state)
        SELECT DISTINCT ON (s.stream) streams[s.stream], s.version, s.state
        FROM unnest(snapshot_appends, snapshot_streams, snapshot_versions, snapshot_states)
          AS s (append, stream, version, state)
        WHERE written[s.append]
        ORDER BY s.stream, s.version DESC
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, state = excluded.state;
    END IF;
    IF cardinality(tally_slots) > 0 THEN
      INSERT INTO parley.figures AS f (organization, slot, kind, subject, measure, amount)
        SELECT t.organization, t.slot, t.kind, t.subject, t.measure, sum(t.amount)
        FROM unnest(tally_appends, tally_slots, tally_amounts,
                    tally_organizations, tally_kinds, tally_subjects, tally_measures)
          AS t (append, slot, amount, organization, kind, subject, measure)
        WHERE written[t.append]
        GROUP BY t.organization, t.slot, t.kind, t.subject, t.measure
        ORDER BY t.organization COLLATE "C", t.slot, t.kind COLLATE "C", t.subject COLLATE "C", t.measure COLLATE "C"
        ON CONFLICT (organization, slot, kind, subject, measure) DO UPDATE SET amount = f.amount + excluded.amount;
    END IF;
    IF cardinality(bookmark_names) > 0 THEN
      INSERT INTO parley.bookmarks (name, value)
        SELECT b.name, b.value FROM unnest(bookmark_names, bookmark_values) AS b (name, value)
        ORDER BY b.name COLLATE "C"
        ON CONFLICT (name) DO UPDATE SET value = excluded.value;
      DELETE FROM parley.bookmarks WHERE value = '' AND name = ANY (bookmark_names);
    END IF;
    RETURN conflicts;
  END $$;
`
