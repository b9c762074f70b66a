-- How far the hub has read what a source does not send by itself.

-- CreateTable
CREATE TABLE "source_poll" (
    "source_id" TEXT NOT NULL,
    "next" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "polled_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "source_poll_pkey" PRIMARY KEY ("source_id")
);

-- CreateIndex
CREATE INDEX "source_poll_due_at_idx" ON "source_poll"("due_at");

-- AddForeignKey
ALTER TABLE "source_poll" ADD CONSTRAINT "source_poll_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;
