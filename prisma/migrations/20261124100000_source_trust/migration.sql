-- How far a source is believed, from where its requests come, and whether what it says waits; how sure a signal is.

-- AlterTable
ALTER TABLE "source" ADD COLUMN     "trust" TEXT NOT NULL DEFAULT 'proof',
ADD COLUMN     "may_link" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ip_ranges" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "client_certificates" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'active';

-- AlterTable
ALTER TABLE "signal" ADD COLUMN     "certainty" TEXT NOT NULL DEFAULT 'proven',
ADD COLUMN     "held" BOOLEAN NOT NULL DEFAULT false;

-- Signals of a paused source wait outside the index that the sweep reads, and are found by their source when it resumes.
DROP INDEX "signal_unrouted";
CREATE INDEX "signal_unrouted" ON "signal"("received_at") WHERE "routed_at" IS NULL AND NOT "held";
CREATE INDEX "signal_held" ON "signal"("source_id", "id") WHERE "held";
