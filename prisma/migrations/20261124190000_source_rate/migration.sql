-- Requests a second that a source may send; null = as many as the hub lets any.

-- AlterTable
ALTER TABLE "source" ADD COLUMN "rate_per_second" INTEGER;
