-- What a stream is owed is held up to limits: up to which of its SETs they have dropped what was owed, and when last.

-- AlterTable
ALTER TABLE "stream_cursor" ADD COLUMN "expired_seq" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "expired_at" TIMESTAMPTZ(3);
