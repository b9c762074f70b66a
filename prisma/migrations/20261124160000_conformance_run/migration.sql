-- Runs that show whether the hub works as a receiver with a source's transmitter, and their reports.

-- CreateTable
CREATE TABLE "conformance_run" (
    "id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "request" JSONB NOT NULL,
    "sealed" TEXT NOT NULL,
    "stream_id" TEXT,
    "audience" TEXT[],
    "expected_state" TEXT,
    "seen" TEXT NOT NULL DEFAULT '[]',
    "steps" TEXT NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "conformance_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "conformance_run_source_id_created_at_idx" ON "conformance_run"("source_id", "created_at");
