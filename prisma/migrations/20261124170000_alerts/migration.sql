-- What the hub tells its operators of by itself.

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL DEFAULT 'default',
    "text" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "acknowledged_by" TEXT,
    "acknowledged_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 70);

-- CreateIndex
CREATE INDEX "alert_target_id_idx" ON "alert"("target", "id");

-- One open alert of a cause.
CREATE UNIQUE INDEX "alert_open" ON "alert"("kind", "target") WHERE "resolved_at" IS NULL;
