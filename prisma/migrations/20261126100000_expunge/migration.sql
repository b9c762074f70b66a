-- What an erasure takes out of the log of changes must leave its chain whole: the hash covers a commitment to what was said,
-- which says nothing without its salt. Rows without one are hashed over their text.
ALTER TABLE "audit" ADD COLUMN "salt" TEXT, ADD COLUMN "commitment" TEXT, ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- Whose subject is erased: they stay for their count, and are told to nobody.
ALTER TABLE "signal" ADD COLUMN "expunged_at" TIMESTAMPTZ(3);
ALTER TABLE "event" ADD COLUMN "expunged_at" TIMESTAMPTZ(3);
