-- What a subscriber is held to, and the subject identifiers that it understands.

-- AlterTable
ALTER TABLE "subscriber" ADD COLUMN     "ip_ranges" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "push_hosts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "subject_formats" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "stream" ADD COLUMN     "subject_formats" TEXT[] DEFAULT ARRAY[]::TEXT[];
