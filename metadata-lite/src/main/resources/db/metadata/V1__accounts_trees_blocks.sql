-- One text for SQLite and PostgreSQL. ${identity}: a number given by the database. ${bytes}: a byte
-- string. ${code_points}: compared by code points, which is the order of UTF-8 bytes. ${clustered}:
-- the rows live in the primary key. docs/metadata.md says what the columns mean.

CREATE TABLE namespaces (
  id         ${identity},
  head_jid   BIGINT NOT NULL,
  used_bytes BIGINT NOT NULL
);

CREATE TABLE users (
  id             ${identity},
  email          TEXT   NOT NULL UNIQUE,
  password       TEXT   NOT NULL,
  root_namespace BIGINT NOT NULL UNIQUE REFERENCES namespaces (id),
  quota_bytes    BIGINT NOT NULL,
  created_at     BIGINT NOT NULL
);

CREATE TABLE devices (
  id           TEXT     NOT NULL PRIMARY KEY,
  user_id      BIGINT   NOT NULL REFERENCES users (id),
  name         TEXT     NOT NULL,
  token_hash   ${bytes} NOT NULL UNIQUE,
  created_at   BIGINT   NOT NULL,
  last_seen_at BIGINT
) ${clustered};

CREATE INDEX devices_of_user ON devices (user_id);

CREATE TABLE journal (
  ns           BIGINT   NOT NULL,
  jid          BIGINT   NOT NULL,
  entry_id     BIGINT   NOT NULL,
  action       SMALLINT NOT NULL,
  path         TEXT     NOT NULL,
  from_path    TEXT,
  kind         SMALLINT NOT NULL,
  size_bytes   BIGINT   NOT NULL,
  mtime_s      BIGINT,
  mtime_ns     INTEGER,
  executable   SMALLINT NOT NULL,
  blocks       ${bytes},
  target       TEXT,
  device       TEXT     NOT NULL,
  committed_at BIGINT   NOT NULL,
  PRIMARY KEY (ns, jid)
);

CREATE INDEX journal_of_entry ON journal (ns, entry_id, jid);

-- Not clustered: without statistics SQLite would read a whole namespace by its primary key rather
-- than use the indexes below.
CREATE TABLE latest (
  ns          BIGINT   NOT NULL,
  id          BIGINT   NOT NULL,
  parent_id   BIGINT   NOT NULL,
  name        TEXT     ${code_points} NOT NULL,
  jid         BIGINT   NOT NULL,
  kind        SMALLINT NOT NULL,
  size_bytes  BIGINT   NOT NULL,
  deleted_jid BIGINT   NOT NULL,
  PRIMARY KEY (ns, id)
);

CREATE UNIQUE INDEX latest_living ON latest (ns, parent_id, name) WHERE deleted_jid = 0;
CREATE INDEX latest_dead ON latest (ns, parent_id, name) WHERE deleted_jid <> 0;

CREATE TABLE block_refs (
  ns   BIGINT   NOT NULL,
  hash ${bytes} NOT NULL,
  uses BIGINT   NOT NULL,
  PRIMARY KEY (ns, hash)
) ${clustered};

CREATE TABLE uploads (
  user_id     BIGINT   NOT NULL,
  hash        ${bytes} NOT NULL,
  uploaded_at BIGINT   NOT NULL,
  PRIMARY KEY (user_id, hash)
) ${clustered};

CREATE INDEX uploads_by_age ON uploads (uploaded_at);

CREATE TABLE answers (
  user_id     BIGINT   NOT NULL,
  request_key TEXT     NOT NULL,
  request     ${bytes} NOT NULL,
  answer      ${bytes} NOT NULL,
  answered_at BIGINT   NOT NULL,
  PRIMARY KEY (user_id, request_key)
);

CREATE INDEX answers_by_age ON answers (answered_at);
