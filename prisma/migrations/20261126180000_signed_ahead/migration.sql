-- SETs that poll streams are owed, signed before anybody asks for them. A SET is small and base64url: compression finds nothing.
CREATE TABLE "signed_ahead" (
    "stream_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "jti" TEXT NOT NULL,
    "jws" TEXT NOT NULL,
    "kid" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signed_ahead_pkey" PRIMARY KEY ("stream_id","seq")
) WITH (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "signed_ahead" ALTER COLUMN "jws" SET STORAGE EXTERNAL;

ALTER TABLE "stream_cursor"
    ADD COLUMN "served_seq" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "signed_seq" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "signed_for" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "signed_epoch" INTEGER NOT NULL DEFAULT 0;
