-- Since when verifications of a stream are asked for and none arrives.

-- AlterTable
ALTER TABLE "upstream_drive" ADD COLUMN     "unanswered_since" TIMESTAMPTZ(3);
