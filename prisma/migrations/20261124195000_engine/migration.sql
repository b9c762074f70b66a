-- The delivery engine: settled rows beyond the cursor, what overtakes, settings of a stream, who shares the shards.

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "response" TEXT;

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "is_urgent" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "stream" ADD COLUMN     "push_order" TEXT NOT NULL DEFAULT 'principal',
ADD COLUMN     "push_rate" INTEGER,
ADD COLUMN     "push_window" SMALLINT NOT NULL DEFAULT 4;

-- AlterTable
ALTER TABLE "stream_cursor" ADD COLUMN     "ahead" BIGINT[] DEFAULT ARRAY[]::BIGINT[];

-- CreateTable
CREATE TABLE "engine_member" (
    "id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "engine_member_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_order_key_id_idx" ON "event"("order_key", "id");

-- What overtakes, by stream: the rest of the log has no entry here.
CREATE INDEX "delivery_urgent" ON "delivery"("stream_id", "seq") WHERE "is_urgent";

-- Events of one key that are still to be owed, in the order in which they were made.
CREATE INDEX "event_unfanned_key" ON "event"("order_key", "id") WHERE "fanned_out_at" IS NULL;
