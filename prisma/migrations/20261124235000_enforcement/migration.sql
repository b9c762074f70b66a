-- An app says that it has done what a SET told it.

-- CreateTable
CREATE TABLE "enforcement" (
    "stream_id" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "enforcement_pkey" PRIMARY KEY ("event_id", "stream_id")
);
