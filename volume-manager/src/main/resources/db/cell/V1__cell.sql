-- The cell's state: the block index, the replication table, the members, the lease.
-- One text for SQLite and PostgreSQL: ${bytes} is BLOB or BYTEA; ${keyed} stores a table in the order of its key where
-- that must be asked for. Times are milliseconds since 1970, and only for people: nothing is decided by comparing the
-- clocks of two machines.

CREATE TABLE ids (
  name     VARCHAR(16) NOT NULL PRIMARY KEY,
  next_id  BIGINT      NOT NULL
) ${keyed};
INSERT INTO ids (name, next_id) VALUES ('volume', 1), ('bucket', 1), ('extent', 1);

-- Block index: where each block's record lies. state: 0 live.
CREATE TABLE blocks (
  hash           ${bytes} NOT NULL PRIMARY KEY,
  bucket_id      BIGINT   NOT NULL,
  record_offset  BIGINT   NOT NULL,
  record_length  INTEGER  NOT NULL,
  plain_length   INTEGER  NOT NULL,
  state          SMALLINT NOT NULL,
  touched_at     BIGINT   NOT NULL
) ${keyed};

-- Replication table: how each volume is kept. The claim (writer, writer_epoch, writer_beat) says which process appends:
-- the epoch grows with every claim and fences the one before; the beat grows while the writer lives.
CREATE TABLE volumes (
  volume_id     BIGINT       NOT NULL PRIMARY KEY,
  state         VARCHAR(16)  NOT NULL,
  generation    INTEGER      NOT NULL,
  reason        TEXT         NOT NULL,
  created_at    BIGINT       NOT NULL,
  changed_at    BIGINT       NOT NULL,
  writer        VARCHAR(200),
  writer_epoch  BIGINT       NOT NULL,
  writer_beat   BIGINT       NOT NULL
) ${keyed};
CREATE INDEX volumes_by_state ON volumes (state);

-- length_bytes: acknowledged while the volume is open, sealed afterwards.
CREATE TABLE buckets (
  bucket_id     BIGINT NOT NULL PRIMARY KEY,
  volume_id     BIGINT NOT NULL REFERENCES volumes (volume_id),
  length_bytes  BIGINT NOT NULL,
  block_count   BIGINT NOT NULL,
  plain_bytes   BIGINT NOT NULL
) ${keyed};
CREATE INDEX buckets_by_volume ON buckets (volume_id);

-- disk_* and capacity_bytes are unknown until the node has made the extent.
CREATE TABLE extents (
  extent_id       BIGINT       NOT NULL PRIMARY KEY,
  volume_id       BIGINT       NOT NULL REFERENCES volumes (volume_id),
  bucket_id       BIGINT       NOT NULL REFERENCES buckets (bucket_id),
  role            VARCHAR(8)   NOT NULL,
  state           VARCHAR(16)  NOT NULL,
  node_id         VARCHAR(64)  NOT NULL,
  disk_id         VARCHAR(64),
  disk_path       TEXT,
  disk_position   BIGINT,
  capacity_bytes  BIGINT,
  page_checksums  ${bytes}
) ${keyed};
CREATE INDEX extents_by_volume ON extents (volume_id);
CREATE INDEX extents_by_state ON extents (state);

CREATE TABLE nodes (
  node_id     VARCHAR(64)  NOT NULL PRIMARY KEY,
  address     VARCHAR(300) NOT NULL,
  domain      VARCHAR(300) NOT NULL,
  state       VARCHAR(16)  NOT NULL,
  changed_at  BIGINT       NOT NULL
) ${keyed};

CREATE TABLE disks (
  node_id         VARCHAR(64) NOT NULL REFERENCES nodes (node_id),
  disk_id         VARCHAR(64) NOT NULL,
  path            TEXT        NOT NULL,
  mode            VARCHAR(16) NOT NULL,
  state           VARCHAR(16) NOT NULL,
  reason          TEXT        NOT NULL,
  capacity_bytes  BIGINT      NOT NULL,
  used_bytes      BIGINT      NOT NULL,
  free_slots      INTEGER     NOT NULL,
  PRIMARY KEY (node_id, disk_id)
) ${keyed};

-- The holder renews by raising the beat; one whose beat stands still may be succeeded by a higher epoch.
CREATE TABLE leases (
  name    VARCHAR(16)  NOT NULL PRIMARY KEY,
  holder  VARCHAR(200),
  epoch   BIGINT       NOT NULL,
  beat    BIGINT       NOT NULL
) ${keyed};
INSERT INTO leases (name, holder, epoch, beat) VALUES ('manager', NULL, 0, 0);

-- What the leading manager has to say to writers and operators, such as why it can open no volume.
CREATE TABLE notes (
  name     VARCHAR(32) NOT NULL PRIMARY KEY,
  code     VARCHAR(32) NOT NULL,
  text     TEXT        NOT NULL
) ${keyed};
