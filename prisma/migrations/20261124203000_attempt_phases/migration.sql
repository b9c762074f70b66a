-- How long each part of a request to a receiver took.

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "phases" REAL[];
