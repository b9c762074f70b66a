-- The hub's first tables. After this, the large logs (signal, event, delivery, attempt) get a partition a day from
-- services/kernel/store/partitions.ts; their default partitions only catch what a clock jump puts elsewhere.

-- CreateTable
CREATE TABLE "source" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "issuer" TEXT,
    "audience" TEXT[],
    "jwks_uri" TEXT,
    "jwks" JSONB,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signal_key" (
    "source_id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "signal_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signal_key_pkey" PRIMARY KEY ("source_id","dedupe_key")
);

-- CreateTable
CREATE TABLE "signal" (
    "id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "txn" TEXT NOT NULL,
    "vendor_type" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "routed_at" TIMESTAMPTZ(3),
    "decisions" TEXT,

    CONSTRAINT "signal_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");
CREATE TABLE "signal_default" PARTITION OF "signal" DEFAULT;

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "signal_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "txn" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "fanned_out_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");
CREATE TABLE "event_default" PARTITION OF "event" DEFAULT;

-- CreateTable
CREATE TABLE "delivery" (
    "stream_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("stream_id","seq","at")
) PARTITION BY RANGE ("at");
CREATE TABLE "delivery_default" PARTITION OF "delivery" DEFAULT;

-- CreateTable
CREATE TABLE "stream_head" (
    "stream_id" TEXT NOT NULL,
    "next_seq" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "stream_head_pkey" PRIMARY KEY ("stream_id")
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);

-- CreateTable
CREATE TABLE "stream_cursor" (
    "stream_id" TEXT NOT NULL,
    "acked_seq" BIGINT NOT NULL DEFAULT 0,
    "acked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_at" TIMESTAMPTZ(3),
    "fail_since" TIMESTAMPTZ(3),
    "fails" INTEGER NOT NULL DEFAULT 0,
    "last_failure" TEXT,
    "dropped" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "stream_cursor_pkey" PRIMARY KEY ("stream_id")
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);

-- CreateTable
CREATE TABLE "delivery_exception" (
    "stream_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "jti" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "jws" TEXT NOT NULL,
    "err" TEXT,
    "description" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_exception_pkey" PRIMARY KEY ("stream_id","seq")
);

-- CreateTable
CREATE TABLE "control_set" (
    "jti" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "jws" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "control_set_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" BIGSERIAL NOT NULL,
    "stream_id" TEXT NOT NULL,
    "seq" BIGINT,
    "jti" TEXT NOT NULL,
    "kid" TEXT,
    "outcome" TEXT NOT NULL,
    "http_status" INTEGER,
    "err" TEXT,
    "description" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "reused" BOOLEAN,
    "remote" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");
CREATE TABLE "attempt_default" PARTITION OF "attempt" DEFAULT;

-- CreateTable
CREATE TABLE "shard_lease" (
    "shard" SMALLINT NOT NULL,
    "owner" UUID NOT NULL,
    "epoch" BIGINT NOT NULL DEFAULT 1,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shard_lease_pkey" PRIMARY KEY ("shard")
);

-- CreateTable
CREATE TABLE "subscriber" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "audience" TEXT[],
    "allowed_events" TEXT[],
    "token_hash" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stream" (
    "id" TEXT NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "audience" TEXT[],
    "method" TEXT NOT NULL,
    "endpoint_url" TEXT NOT NULL,
    "sealed_authorization" TEXT,
    "events_requested" TEXT[],
    "events_delivered" TEXT[],
    "description" TEXT,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "status_reason" TEXT,
    "alg" TEXT NOT NULL DEFAULT 'RS256',
    "shard" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stream_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stream_interest" (
    "event_type" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,

    CONSTRAINT "stream_interest_pkey" PRIMARY KEY ("event_type","stream_id")
);

-- CreateTable
CREATE TABLE "stream_history" (
    "id" BIGSERIAL NOT NULL,
    "stream_id" TEXT NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "events_delivered" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stream_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "kid" TEXT NOT NULL,
    "alg" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "document" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admin_token" (
    "token_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "admin_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "signal_key_received_at_idx" ON "signal_key"("received_at");

-- CreateIndex
CREATE INDEX "signal_subject_key_id_idx" ON "signal"("subject_key", "id");

-- CreateIndex
CREATE INDEX "event_signal_id_idx" ON "event"("signal_id");

-- CreateIndex
CREATE INDEX "event_txn_idx" ON "event"("txn");

-- CreateIndex
CREATE INDEX "delivery_event_id_idx" ON "delivery"("event_id");

-- CreateIndex
CREATE INDEX "control_set_stream_id_created_at_idx" ON "control_set"("stream_id", "created_at");

-- CreateIndex
CREATE INDEX "attempt_stream_id_jti_idx" ON "attempt"("stream_id", "jti");

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_token_hash_key" ON "subscriber"("token_hash");

-- CreateIndex
CREATE INDEX "stream_subscriber_id_idx" ON "stream"("subscriber_id");

-- CreateIndex
CREATE INDEX "stream_shard_idx" ON "stream"("shard");

-- CreateIndex
CREATE INDEX "stream_interest_stream_id_idx" ON "stream_interest"("stream_id");

-- CreateIndex
CREATE INDEX "stream_history_stream_id_at_idx" ON "stream_history"("stream_id", "at");

-- What the sweeps look for: rows that a crash between store and publish left behind.
CREATE INDEX "signal_unrouted" ON "signal"("received_at") WHERE "routed_at" IS NULL;
CREATE INDEX "event_unfanned" ON "event"("accepted_at") WHERE "fanned_out_at" IS NULL;

-- Control SETs still owed.
CREATE INDEX "control_set_open" ON "control_set"("next_at") WHERE "settled_at" IS NULL;
