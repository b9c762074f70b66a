-- When a directory last spoke, and what it was last refused: an administrator of an identity provider sees no more than "failed".
ALTER TABLE directory
  ADD COLUMN contacted_at timestamptz(3),
  ADD COLUMN refused_at timestamptz(3),
  ADD COLUMN refused_status int,
  ADD COLUMN refused_request text,
  ADD COLUMN refused_because text;
