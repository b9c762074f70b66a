-- Streams of the hub's own at other transmitters: what operators want, how far driving them is, what arrived.

-- AlterTable
ALTER TABLE "source" ADD COLUMN     "has_upstream" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "upstream" (
    "source_id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL DEFAULT 'default',
    "issuer" TEXT NOT NULL,
    "audience" TEXT[],
    "dialect" TEXT,
    "settings" JSONB NOT NULL,
    "sealed" TEXT NOT NULL,
    "is_removed" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "nudges" INTEGER NOT NULL DEFAULT 0,
    "status_wanted" TEXT,
    "status_wanted_reason" TEXT,
    "status_wanted_at" TIMESTAMPTZ(3),
    "verify_wanted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstream_pkey" PRIMARY KEY ("source_id")
);

-- CreateTable
CREATE TABLE "upstream_drive" (
    "source_id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "metadata" TEXT,
    "metadata_url" TEXT,
    "metadata_read_at" TIMESTAMPTZ(3),
    "metadata_revision" INTEGER,
    "token_server" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "stream_id" TEXT,
    "stream" TEXT,
    "stream_read_at" TIMESTAMPTZ(3),
    "applied_revision" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT,
    "status_reason" TEXT,
    "status_read_at" TIMESTAMPTZ(3),
    "status_set_at" TIMESTAMPTZ(3),
    "verification_asked_at" TIMESTAMPTZ(3),
    "polled_at" TIMESTAMPTZ(3),
    "trouble" TEXT NOT NULL DEFAULT '[]',

    CONSTRAINT "upstream_drive_pkey" PRIMARY KEY ("source_id")
);

-- CreateIndex
CREATE INDEX "upstream_drive_owner_idx" ON "upstream_drive"("owner");

-- CreateTable
CREATE TABLE "upstream_arrival" (
    "source_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "set_at" TIMESTAMPTZ(3),
    "lag_seconds" DOUBLE PRECISION,
    "verified_at" TIMESTAMPTZ(3),
    "verified_asked_at" TIMESTAMPTZ(3),
    "told_status" TEXT,
    "told_reason" TEXT,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "upstream_arrival_pkey" PRIMARY KEY ("source_id")
);

-- CreateTable
CREATE TABLE "upstream_verification" (
    "source_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "upstream_verification_pkey" PRIMARY KEY ("source_id","state")
);

-- CreateTable
CREATE TABLE "upstream_subject" (
    "source_id" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "is_verified" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upstream_subject_pkey" PRIMARY KEY ("source_id","subject_key")
);

-- CreateIndex
CREATE INDEX "upstream_subject_source_id_state_subject_key_idx" ON "upstream_subject"("source_id", "state", "subject_key");
