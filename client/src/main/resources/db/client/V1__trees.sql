-- The three trees. An entry has the same id in all three; children name their parent by id, so that
-- moving a folder changes one row. The root folder (id 1) has no row; folder 0 is the limbo, where
-- entries wait for their new place while a scan or a run of the server's journal is read.

CREATE TABLE remote (
  id         INTEGER PRIMARY KEY,
  parent     INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  kind       INTEGER NOT NULL,
  blocks     BLOB,
  size       INTEGER NOT NULL,
  mtime      INTEGER NOT NULL,
  executable INTEGER NOT NULL,
  target     TEXT,
  rev        TEXT    NOT NULL,
  server_id  TEXT    NOT NULL UNIQUE,
  snapshot   INTEGER NOT NULL
);
CREATE UNIQUE INDEX remote_place ON remote (parent, name);

CREATE TABLE local (
  id          INTEGER PRIMARY KEY,
  parent      INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  kind        INTEGER NOT NULL,
  blocks      BLOB,
  size        INTEGER NOT NULL,
  mtime       INTEGER NOT NULL,
  executable  INTEGER NOT NULL,
  target      TEXT,
  inode       INTEGER NOT NULL,
  stat_size   INTEGER NOT NULL,
  stat_mtime  INTEGER NOT NULL,
  stat_ctime  INTEGER NOT NULL,
  born        INTEGER NOT NULL
);
CREATE UNIQUE INDEX local_place ON local (parent, name);
CREATE INDEX local_inode ON local (inode);
CREATE INDEX local_conflicted ON local (id) WHERE instr(name, '''s conflicted copy ') > 0;

CREATE TABLE synced (
  id         INTEGER PRIMARY KEY,
  parent     INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  kind       INTEGER NOT NULL,
  blocks     BLOB,
  size       INTEGER NOT NULL,
  mtime      INTEGER NOT NULL,
  executable INTEGER NOT NULL,
  target     TEXT
);
CREATE INDEX synced_parent ON synced (parent);

-- Entries that the three trees may hold differently.
CREATE TABLE pending (id INTEGER PRIMARY KEY);

-- Where the blocks of larger local files lie: a hint, by the first eight bytes of the hash.
CREATE TABLE block_place (
  prefix   INTEGER NOT NULL,
  id       INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (id, position)
) WITHOUT ROWID;
CREATE INDEX block_prefix ON block_place (prefix);

CREATE TABLE problem (
  path   TEXT PRIMARY KEY,
  code   TEXT NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
