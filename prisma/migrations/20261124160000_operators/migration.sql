-- Who operates the hub: tokens with names, roles and an end; console sessions; sign-ins that have begun.

-- AlterTable
ALTER TABLE "admin_token" ADD COLUMN "id" UUID;
UPDATE "admin_token" SET "id" = gen_random_uuid();
ALTER TABLE "admin_token" ALTER COLUMN "id" SET NOT NULL,
  ADD COLUMN "role" TEXT NOT NULL DEFAULT 'admin',
  ADD COLUMN "created_by" TEXT,
  ADD COLUMN "created_by_person" TEXT,
  ADD COLUMN "expires_at" TIMESTAMPTZ(3),
  ADD COLUMN "used_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "admin_token_id_key" ON "admin_token"("id");

-- CreateTable
CREATE TABLE "operator_session" (
    "id" UUID NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL,
    "terms" TEXT[],
    "token_id" UUID,
    "remote" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_because" TEXT,

    CONSTRAINT "operator_session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "operator_session_secret_hash_key" ON "operator_session"("secret_hash");

-- Those that are open are few, whatever has gathered.
CREATE INDEX "operator_session_open" ON "operator_session"("id") WHERE "ended_at" IS NULL;

-- CreateTable
CREATE TABLE "operator_sign_in" (
    "secret_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_sign_in_pkey" PRIMARY KEY ("secret_hash")
);

-- CreateIndex
CREATE INDEX "operator_sign_in_expires_at_idx" ON "operator_sign_in"("expires_at");
