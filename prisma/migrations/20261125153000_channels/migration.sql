-- Where policies tell people or tools, and what they tell.

-- CreateTable
CREATE TABLE "channel" (
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT,
    "sealed" TEXT NOT NULL,
    "old_secret_until" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "channel_notice" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "signal_id" UUID NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "last_failure" TEXT,

    CONSTRAINT "channel_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "channel_notice_channel_id_idx" ON "channel_notice"("channel", "id");

-- CreateIndex
CREATE INDEX "channel_notice_channel_policy_id_about_created_at_idx" ON "channel_notice"("channel", "policy_id", "about", "created_at");

-- Prisma knows no partial indexes.
CREATE INDEX "channel_notice_due" ON "channel_notice"("channel", "next_at") WHERE "state" = 'pending';
CREATE INDEX "channel_notice_dead" ON "channel_notice"("channel", "id") WHERE "state" = 'dead';
CREATE INDEX "channel_notice_settled" ON "channel_notice"("settled_at") WHERE "state" <> 'pending';
