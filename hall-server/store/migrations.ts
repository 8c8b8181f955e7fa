/**
 * The schema, one step a version, forward only: a step that has been released is never edited.
 * A database from a newer version is refused, never guessed at.
 */
export const migrations: readonly string[] = [
  `
  -- The log. Everything else of the queue can be made anew from it.
  CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    v INTEGER NOT NULL,
    stream TEXT NOT NULL,
    principal TEXT NOT NULL,
    config INTEGER NOT NULL,
    payload TEXT NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

  -- Projections: rows of what the log says, for queries and for the next start.
  CREATE TABLE hall (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    day TEXT,
    config_seq INTEGER NOT NULL,
    config TEXT NOT NULL
  ) STRICT;
  CREATE TABLE queue_day (
    day TEXT NOT NULL,
    queue TEXT NOT NULL,
    issued INTEGER NOT NULL,
    given INTEGER NOT NULL,
    PRIMARY KEY (day, queue)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE window (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- Rows are appended, and only slim indexes are written here and there. Clustered by its key, nearly every row of a
  -- batch would write a page of its own: each queue's numbers, and ids, which are random, lie far apart.
  CREATE TABLE ticket (
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    id TEXT NOT NULL,
    queue TEXT NOT NULL,
    state TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (day, number)
  ) STRICT;

  -- Not of the log: what was answered to a command, secrets, and personal data.
  CREATE TABLE answer (
    command TEXT PRIMARY KEY NOT NULL,
    fingerprint BLOB NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE credential (principal TEXT PRIMARY KEY, secret TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    token BLOB PRIMARY KEY,
    staff TEXT NOT NULL,
    made_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE vault (
    person TEXT PRIMARY KEY NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE TABLE vault_link (
    blind BLOB NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (blind, person)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- One row for a person, not two, and it is appended: a blind index is a keyed hash, so a table in its order has a page
  -- of its own written for nearly every card. Only people whom the day or a booking names are ever looked for, and those
  -- are in memory. A row without a blind index is a note, or of a person who was erased.
  ALTER TABLE vault ADD COLUMN blind BLOB;
  UPDATE vault SET blind = link.blind FROM vault_link AS link WHERE link.person = vault.person;
  DROP TABLE vault_link;

  -- A number is still given once on a day, but its index has the digits before the prefix. Lines fill side by side,
  -- so the numbers of one commit stand side by side too, where by prefix each line would write a page of its own.
  CREATE TABLE ticket_2 (
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    id TEXT NOT NULL,
    queue TEXT NOT NULL,
    state TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  INSERT INTO ticket_2 SELECT day, number, id, queue, state, taken_at, body FROM ticket ORDER BY rowid;
  DROP TABLE ticket;
  ALTER TABLE ticket_2 RENAME TO ticket;
  CREATE UNIQUE INDEX ticket_number ON ticket (day, ltrim(number, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), number);
  `,
  `
  -- The queue knows more now. What is of the log is made anew from it at the next start, in its new shape.
  DROP TABLE hall;
  CREATE TABLE hall (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    day TEXT,
    config_seq INTEGER NOT NULL,
    config TEXT NOT NULL,
    source TEXT NOT NULL,
    -- The numbers, as [day, number], of who was carried over into this day.
    carried TEXT NOT NULL
  ) STRICT;
  DROP TABLE queue_day;
  CREATE TABLE queue_day (
    day TEXT NOT NULL,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (day, queue)
  ) STRICT, WITHOUT ROWID;
  DELETE FROM window;
  DELETE FROM ticket;
  CREATE TABLE booking (
    id TEXT PRIMARY KEY NOT NULL,
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX booking_day ON booking (day);
  CREATE TABLE lease (id TEXT PRIMARY KEY NOT NULL, day TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE INDEX lease_day ON lease (day);
  CREATE TABLE trip (project TEXT PRIMARY KEY NOT NULL, trips INTEGER NOT NULL) STRICT;
  `,
  `
  -- Devices as they were last reported. No earlier log tells of any.
  CREATE TABLE device (key TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- Versions of the configuration: which is in force and which waits for its day. The versions themselves are events.
  ALTER TABLE hall ADD COLUMN versions TEXT NOT NULL DEFAULT '{}';
  UPDATE hall SET config = json_insert(config, '$.slip',
    json('{"matters":true,"ahead":true,"wait":true,"notice":null}'));
  UPDATE hall SET versions = json_object(
    'version', (SELECT count(*) FROM event WHERE type = 'hallConfigured'),
    'lastVersion', (SELECT count(*) FROM event WHERE type = 'hallConfigured'),
    'planned', json(coalesce((
      SELECT json_group_object(json_extract(planned.value, '$.id'), json_extract(planned.value, '$.items'))
      FROM event, json_each(event.payload, '$.config.windows') AS planned
      WHERE event.seq = hall.config_seq AND json_extract(planned.value, '$.id') IN (
        SELECT json_extract(payload, '$.window') FROM event
        WHERE type = 'windowItemsChanged' AND seq > hall.config_seq)
    ), '{}')),
    'scheduled', NULL);
  CREATE INDEX event_config ON event (seq)
    WHERE type IN ('hallConfigured', 'configScheduled', 'configWithdrawn', 'configPostponed');
  `,
  `
  -- What people tell each other, and ratings. \`day\` is the last one on which a record matters, unless it is pending:
  -- then it matters until somebody has done something about it.
  CREATE TABLE service_record (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    pending INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT;
  CREATE INDEX service_record_day ON service_record (day);
  CREATE INDEX service_record_pending ON service_record (pending) WHERE pending = 1;
  -- A finished ticket knows now who served it: what is of the log is made anew from it at the next start.
  DELETE FROM hall;
  DELETE FROM queue_day;
  DELETE FROM window;
  DELETE FROM ticket;
  DELETE FROM booking;
  DELETE FROM lease;
  DELETE FROM trip;
  DELETE FROM device;
  `,
];
