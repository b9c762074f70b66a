-- What sources said in their own words, encrypted; and what was refused of them, by day and reason.

-- CreateTable
CREATE TABLE "signal_original" (
    "id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "signal_original_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");
CREATE TABLE "signal_original_default" PARTITION OF "signal_original" DEFAULT;

-- CreateTable
CREATE TABLE "original_key" (
    "id" UUID NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "original_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "original_key_created_at_idx" ON "original_key"("created_at");

-- AlterTable
ALTER TABLE "signal" ADD COLUMN     "original_id" UUID;

-- CreateTable
CREATE TABLE "source_refusal" (
    "source_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "code" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "samples" JSONB NOT NULL,

    CONSTRAINT "source_refusal_pkey" PRIMARY KEY ("source_id","day","code")
);

-- CreateIndex
CREATE INDEX "source_refusal_day_idx" ON "source_refusal"("day");
