-- What each process did in each minute, for the operators' picture: never more than a few thousand rows.
CREATE TABLE "pulse" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "process" UUID NOT NULL,
    "signals" BIGINT NOT NULL,
    "events" BIGINT NOT NULL,
    "delivered" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,
    "took" BIGINT[],

    CONSTRAINT "pulse_pkey" PRIMARY KEY ("minute", "process")
);

CREATE TABLE "source_heard" (
    "source_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_heard_pkey" PRIMARY KEY ("source_id")
);
