-- Signals on which deciding failed again and again: they are held until somebody looks.

-- CreateTable
CREATE TABLE "parked_signal" (
    "signal_id" UUID NOT NULL,
    "error" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parked_signal_pkey" PRIMARY KEY ("signal_id")
);
