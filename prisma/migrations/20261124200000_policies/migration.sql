-- Policies have versions and a mode; events may be for tagged streams, suppressed, or held for a person.

-- AlterTable
ALTER TABLE "policy" ADD COLUMN "mode" TEXT NOT NULL DEFAULT 'on',
ADD COLUMN "updated_by" TEXT NOT NULL DEFAULT 'hub';
UPDATE "policy" SET "mode" = CASE WHEN "enabled" THEN 'on' ELSE 'off' END,
  "document" = "document" - 'id' - 'version' - 'enabled';
ALTER TABLE "policy" DROP COLUMN "enabled";

-- CreateTable
CREATE TABLE "policy_version" (
    "policy_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("policy_id","version")
);
INSERT INTO "policy_version" ("policy_id", "version", "document", "at", "by")
  SELECT "id", "version", "document", "updated_at", "updated_by" FROM "policy";

-- CreateTable
CREATE TABLE "policy_trouble" (
    "policy_id" TEXT NOT NULL,
    "errors" BIGINT NOT NULL DEFAULT 0,
    "last_error" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_trouble_pkey" PRIMARY KEY ("policy_id")
);

-- CreateTable
CREATE TABLE "policy_rate" (
    "policy_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "policy_rate_pkey" PRIMARY KEY ("policy_id")
);

-- CreateTable
CREATE TABLE "router_state" (
    "id" INTEGER NOT NULL,
    "is_stopped" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL DEFAULT '',
    "changed_by" TEXT NOT NULL DEFAULT 'hub',
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "policy_revision" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "router_state_pkey" PRIMARY KEY ("id")
);
INSERT INTO "router_state" ("id") VALUES (1);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL DEFAULT 'default',
    "policy_id" TEXT,
    "about" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "affected" INTEGER NOT NULL,
    "request" JSONB,
    "asked_by" TEXT NOT NULL,
    "asked_person" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "comment" TEXT,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_state_id_idx" ON "approval"("state", "id");
CREATE UNIQUE INDEX "approval_open" ON "approval"("tenant_id", "policy_id", "about") WHERE "state" = 'open';
CREATE INDEX "approval_due" ON "approval"("expires_at") WHERE "state" = 'open';

-- CreateTable
CREATE TABLE "suppression" (
    "stream_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("stream_id","key")
);

-- CreateIndex
CREATE INDEX "suppression_until_idx" ON "suppression"("until");

-- AlterTable
ALTER TABLE "event" ADD COLUMN "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "suppress_key" TEXT,
ADD COLUMN "suppress_seconds" INTEGER,
ADD COLUMN "held_for" TEXT;

-- CreateIndex
DROP INDEX "event_unfanned";
CREATE INDEX "event_unfanned" ON "event"("accepted_at", "id") WHERE "fanned_out_at" IS NULL AND "held_for" IS NULL;
CREATE INDEX "event_held" ON "event"("id") WHERE "fanned_out_at" IS NULL AND "held_for" IS NOT NULL;
CREATE INDEX "event_held_for" ON "event"("held_for", "id") WHERE "fanned_out_at" IS NULL AND "held_for" IS NOT NULL;

-- AlterTable
ALTER TABLE "subscriber" ADD COLUMN "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "stream" ADD COLUMN "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
DROP INDEX "signal_subject_key_id_idx";
CREATE INDEX "signal_subject_key_type_id_idx" ON "signal"("subject_key", "type", "id");

-- CreateIndex
DROP INDEX "event_unfanned_key";
CREATE INDEX "event_unfanned_key" ON "event"("order_key", "id") WHERE "fanned_out_at" IS NULL AND "held_for" IS NULL;
