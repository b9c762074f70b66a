-- What a policy would have done on stored signals. The names of whom it is about stay with the signals.

-- CreateTable
CREATE TABLE "backtest" (
    "job_id" UUID NOT NULL,
    "against" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "rate" TEXT,

    CONSTRAINT "backtest_pkey" PRIMARY KEY ("job_id")
);

-- CreateTable
CREATE TABLE "backtest_example" (
    "job_id" UUID NOT NULL,
    "nr" INTEGER NOT NULL,
    "signal_id" UUID NOT NULL,
    "principal_id" UUID,
    "foreseen" TEXT NOT NULL,

    CONSTRAINT "backtest_example_pkey" PRIMARY KEY ("job_id","nr")
);

-- CreateTable
CREATE TABLE "backtest_principal" (
    "job_id" UUID NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "backtest_principal_pkey" PRIMARY KEY ("job_id","key")
);

-- CreateTable
CREATE TABLE "backtest_stream" (
    "job_id" UUID NOT NULL,
    "stream_id" TEXT NOT NULL,
    "told" BIGINT NOT NULL,
    "suppressed" BIGINT NOT NULL,

    CONSTRAINT "backtest_stream_pkey" PRIMARY KEY ("job_id","stream_id")
);

-- CreateTable
CREATE TABLE "backtest_suppression" (
    "job_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "backtest_suppression_pkey" PRIMARY KEY ("job_id","key","stream_id")
);

-- AddForeignKey
ALTER TABLE "backtest" ADD CONSTRAINT "backtest_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "backtest_example" ADD CONSTRAINT "backtest_example_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "backtest"("job_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "backtest_principal" ADD CONSTRAINT "backtest_principal_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "backtest"("job_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "backtest_stream" ADD CONSTRAINT "backtest_stream_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "backtest"("job_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "backtest_suppression" ADD CONSTRAINT "backtest_suppression_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "backtest"("job_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Prisma knows no partial indexes.
CREATE INDEX "job_backtest" ON "job"("id") WHERE "kind" = 'backtest';
