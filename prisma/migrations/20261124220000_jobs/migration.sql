-- Work in the background; what is owed once more, and why.

-- CreateTable
CREATE TABLE "job" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'counting',
    "request" TEXT NOT NULL,
    "cursor" TEXT,
    "total" BIGINT NOT NULL DEFAULT 0,
    "done" BIGINT NOT NULL DEFAULT 0,
    "skipped" BIGINT NOT NULL DEFAULT 0,
    "tally" TEXT NOT NULL DEFAULT '{}',
    "rate_per_second" INTEGER NOT NULL,
    "starts_at_once" BOOLEAN NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "owner" UUID,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 50);

-- Jobs that somebody is to work on.
CREATE INDEX "job_open" ON "job"("created_at") WHERE "state" IN ('counting', 'running');

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "issued_at" TIMESTAMPTZ(3),
ADD COLUMN     "job_id" UUID,
ADD COLUMN     "reason" TEXT;

-- What is owed once more: the rest of the log has no entry here.
CREATE INDEX "delivery_again" ON "delivery"("stream_id", "event_id") WHERE "reason" IS NOT NULL;
