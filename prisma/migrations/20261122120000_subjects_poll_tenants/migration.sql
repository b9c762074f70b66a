-- Subjects of streams, poll delivery, tenants.

-- AlterTable
ALTER TABLE "source" ADD COLUMN     "tenant_id" TEXT NOT NULL DEFAULT 'default';

-- AlterTable
ALTER TABLE "signal" ADD COLUMN     "tenant_id" TEXT NOT NULL DEFAULT 'default';

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "tenant_id" TEXT NOT NULL DEFAULT 'default',
ADD COLUMN     "terms" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "subscriber" ADD COLUMN     "default_subjects" TEXT NOT NULL DEFAULT 'ALL',
ADD COLUMN     "tenant_id" TEXT NOT NULL DEFAULT 'default';

-- AlterTable
ALTER TABLE "stream" ADD COLUMN     "active_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "default_subjects" TEXT NOT NULL DEFAULT 'ALL',
ADD COLUMN     "tenant_id" TEXT NOT NULL DEFAULT 'default',
ADD COLUMN     "verification_asked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "stream_interest" DROP CONSTRAINT "stream_interest_pkey",
ADD COLUMN     "is_for_all" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "tenant_id" TEXT NOT NULL DEFAULT 'default',
ADD CONSTRAINT "stream_interest_pkey" PRIMARY KEY ("tenant_id", "event_type", "is_for_all", "stream_id");

-- CreateTable
CREATE TABLE "stream_subject" (
    "stream_id" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "terms" TEXT[],
    "shape" TEXT NOT NULL,
    "is_verified" BOOLEAN NOT NULL DEFAULT true,
    "mode" TEXT NOT NULL,
    "changes_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stream_subject_pkey" PRIMARY KEY ("stream_id","subject_key")
);

-- CreateTable
CREATE TABLE "stream_subject_term" (
    "term" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,

    CONSTRAINT "stream_subject_term_pkey" PRIMARY KEY ("term","stream_id","subject_key")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_issuer_key" ON "tenant"("issuer");

-- CreateIndex
CREATE INDEX "stream_subject_stream_id_shape_idx" ON "stream_subject"("stream_id", "shape");

-- CreateIndex
CREATE INDEX "stream_subject_term_stream_id_subject_key_idx" ON "stream_subject_term"("stream_id", "subject_key");

-- SETs handed out by poll and not acknowledged yet, by their jti.
CREATE INDEX "delivery_exception_polled" ON "delivery_exception"("stream_id", "jti") WHERE "state" = 'polled';

-- Keys of several algorithms, rotated with overlap; encryption to a receiver's key.
ALTER TABLE "signing_key" ADD COLUMN "active_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "delivery_exception" ADD COLUMN "kid" TEXT;
ALTER TABLE "control_set" ADD COLUMN "kid" TEXT;
ALTER TABLE "subscriber" ADD COLUMN "signing_alg" TEXT NOT NULL DEFAULT 'RS256', ADD COLUMN "encryption" JSONB;
ALTER TABLE "stream" ADD COLUMN "encryption" JSONB;
