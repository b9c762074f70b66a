-- Who changed what; and the key within which signals and events keep their order.

-- CreateTable
CREATE TABLE "audit" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL DEFAULT 'default',
    "txn" TEXT,
    "detail" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "audit_target_seq_idx" ON "audit"("target", "seq");

-- CreateIndex
CREATE INDEX "audit_actor_seq_idx" ON "audit"("actor", "seq");

-- CreateIndex
CREATE INDEX "audit_txn_idx" ON "audit"("txn");

-- AlterTable
ALTER TABLE "signal" ADD COLUMN "order_key" TEXT;
UPDATE "signal" SET "order_key" = "subject_key";
ALTER TABLE "signal" ALTER COLUMN "order_key" SET NOT NULL;

-- AlterTable
ALTER TABLE "event" ADD COLUMN "order_key" TEXT;
UPDATE "event" SET "order_key" = "subject_key";
ALTER TABLE "event" ALTER COLUMN "order_key" SET NOT NULL;
