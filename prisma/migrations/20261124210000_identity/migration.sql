-- Who is behind the names (principals, identifiers, relations), what belongs together (incidents), and in which order it came.

-- CreateTable
CREATE TABLE "principal" (
    "id" UUID NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "display_name" TEXT,
    "merged_into" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "principal_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 90);

-- CreateTable
CREATE TABLE "identifier" (
    "tenant_id" TEXT NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "base" TEXT COLLATE "C",
    "subject" TEXT NOT NULL,
    "principal_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "disputed" BOOLEAN NOT NULL DEFAULT false,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identifier_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "identifier_history" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "subject" TEXT NOT NULL,
    "principal_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_because" TEXT NOT NULL,

    CONSTRAINT "identifier_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relation" (
    "from_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "to_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relation_pkey" PRIMARY KEY ("from_id","kind","to_id")
);

-- CreateTable
CREATE TABLE "link_dispute" (
    "id" UUID NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "subject" TEXT NOT NULL,
    "holder_id" UUID,
    "claimant_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "signal_id" UUID,
    "reason" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "principal_merge" (
    "id" UUID NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "survivor_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "moved" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "principal_merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "txn" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "signals" BIGINT NOT NULL DEFAULT 0,
    "facts" BIGINT NOT NULL DEFAULT 0,
    "first_signal_at" TIMESTAMPTZ(3) NOT NULL,
    "last_signal_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "contained_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "merged_into" UUID,
    "previous_id" UUID,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 70);

-- CreateTable
CREATE TABLE "incident_principal" (
    "principal_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_principal_pkey" PRIMARY KEY ("principal_id","incident_id","role","first_at")
);

-- CreateTable
CREATE TABLE "incident_txn" (
    "tenant_id" TEXT NOT NULL,
    "txn" TEXT NOT NULL,
    "incident_id" UUID NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_txn_pkey" PRIMARY KEY ("tenant_id","txn")
);

-- CreateTable
CREATE TABLE "incident_fact" (
    "incident_id" UUID NOT NULL,
    "principal_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "signals" BIGINT NOT NULL,
    "sources" TEXT[],

    CONSTRAINT "incident_fact_pkey" PRIMARY KEY ("incident_id","principal_id","type","first_at")
);

-- CreateTable
CREATE TABLE "incident_note" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_note_pkey" PRIMARY KEY ("id")
);

-- Who an operator searches for: names in lower case. Prefixes by "C" order; parts of names by trigrams, where PostgreSQL has them.
-- CreateTable
CREATE TABLE "principal_term" (
    "tenant_id" TEXT NOT NULL,
    "term" TEXT COLLATE "C" NOT NULL,
    "principal_id" UUID NOT NULL,

    CONSTRAINT "principal_term_pkey" PRIMARY KEY ("tenant_id","term","principal_id")
);

-- CreateIndex
CREATE INDEX "principal_tenant_id_kind_id_idx" ON "principal"("tenant_id", "kind", "id");
-- CreateIndex
CREATE INDEX "identifier_principal_id_idx" ON "identifier"("principal_id");
-- CreateIndex
CREATE INDEX "identifier_history_tenant_id_key_idx" ON "identifier_history"("tenant_id", "key");
-- CreateIndex
CREATE INDEX "identifier_history_principal_id_idx" ON "identifier_history"("principal_id");
-- CreateIndex
CREATE INDEX "relation_to_id_kind_from_id_idx" ON "relation"("to_id", "kind", "from_id");
-- CreateIndex
CREATE INDEX "link_dispute_tenant_id_id_idx" ON "link_dispute"("tenant_id", "id");
-- CreateIndex
CREATE INDEX "link_dispute_tenant_id_key_claimant_id_idx" ON "link_dispute"("tenant_id", "key", "claimant_id");
-- CreateIndex
CREATE INDEX "principal_merge_survivor_id_idx" ON "principal_merge"("survivor_id");
-- CreateIndex
CREATE INDEX "principal_merge_merged_id_idx" ON "principal_merge"("merged_id");
-- CreateIndex
CREATE INDEX "incident_tenant_id_state_id_idx" ON "incident"("tenant_id", "state", "id");
-- CreateIndex
CREATE INDEX "incident_principal_principal_id_last_at_idx" ON "incident_principal"("principal_id", "last_at");
-- CreateIndex
CREATE INDEX "incident_principal_incident_id_idx" ON "incident_principal"("incident_id");
-- CreateIndex
CREATE INDEX "incident_txn_incident_id_idx" ON "incident_txn"("incident_id");
-- CreateIndex
CREATE INDEX "incident_note_incident_id_id_idx" ON "incident_note"("incident_id", "id");
-- CreateIndex
CREATE INDEX "principal_term_principal_id_idx" ON "principal_term"("principal_id");

CREATE INDEX "principal_merged" ON "principal"("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE INDEX "identifier_base" ON "identifier"("tenant_id", "base") WHERE "base" IS NOT NULL;
CREATE INDEX "incident_merged" ON "incident"("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE UNIQUE INDEX "link_dispute_open" ON "link_dispute"("tenant_id", "key", "claimant_id", "origin", "kind") WHERE "state" = 'open';

-- In which order signals were stored and events made, whatever the clocks of several processes say.
ALTER TABLE "signal" ADD COLUMN "place" BIGSERIAL NOT NULL,
ADD COLUMN "scope" TEXT NOT NULL DEFAULT '',
ADD COLUMN "known_as" TEXT,
ADD COLUMN "principal_id" UUID,
ADD COLUMN "incident_id" UUID;

ALTER TABLE "event" ADD COLUMN "place" BIGSERIAL NOT NULL,
ADD COLUMN "names" TEXT,
ADD COLUMN "principal_id" UUID,
ADD COLUMN "incident_id" UUID;

-- CreateIndex
CREATE INDEX "signal_principal_id_id_idx" ON "signal"("principal_id", "id");
-- CreateIndex
CREATE INDEX "signal_incident_id_id_idx" ON "signal"("incident_id", "id");
-- CreateIndex
CREATE INDEX "event_principal_id_id_idx" ON "event"("principal_id", "id");
-- CreateIndex
CREATE INDEX "event_incident_id_id_idx" ON "event"("incident_id", "id");

-- What is to be fanned out of one key, in order.
DROP INDEX "event_unfanned_key";
CREATE INDEX "event_unfanned_key" ON "event"("order_key", "place") WHERE "fanned_out_at" IS NULL AND "held_for" IS NULL;

-- What a router still has to decide of one key, in order.
CREATE INDEX "signal_undecided" ON "signal"("order_key", "place") WHERE "routed_at" IS NULL AND NOT "held";

-- What subscribers may be told of a principal beside what was said.
-- AlterTable
ALTER TABLE "subscriber" ADD COLUMN "tell_formats" TEXT[] DEFAULT ARRAY['email']::TEXT[],
ADD COLUMN "tell_issuers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- For whose names a source speaks beside its own issuer's, when it may link.
-- AlterTable
ALTER TABLE "source" ADD COLUMN "speaks_for" TEXT[] DEFAULT ARRAY[]::TEXT[];

DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "principal_term_trigrams" ON "principal_term" USING gin ("term" gin_trgm_ops) WHERE "term" <> '';
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'no trigrams: parts of names are not found, beginnings are';
END $$;
