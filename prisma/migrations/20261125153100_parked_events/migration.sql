-- Events that could not be matched to streams again and again: they are held until somebody looks.

-- CreateTable
CREATE TABLE "parked_event" (
    "event_id" UUID NOT NULL,
    "error" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parked_event_pkey" PRIMARY KEY ("event_id")
);
