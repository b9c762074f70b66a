-- OAuth: credentials of subscribers, keys, revocations, replay, trusted issuers.

-- AlterTable
ALTER TABLE "subscriber" ADD COLUMN     "require_dpop" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "oauth_client" (
    "id" TEXT NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "auth_method" TEXT NOT NULL,
    "secret_hash" TEXT,
    "previous_hash" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "jwks" JSONB,
    "jwks_uri" TEXT,
    "require_dpop" BOOLEAN NOT NULL DEFAULT false,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "oauth_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_key" (
    "kid" TEXT NOT NULL,
    "alg" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "oauth_revocation" (
    "jti" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_revocation_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "oauth_once" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_once_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_issuer" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "jwks_uri" TEXT NOT NULL,
    "audience" TEXT[],
    "subscriber_claim" TEXT[],
    "subscribers" JSONB,
    "scope_claim" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "token_issuer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "oauth_client_subscriber_id_idx" ON "oauth_client"("subscriber_id");

-- CreateIndex
CREATE INDEX "oauth_revocation_expires_at_idx" ON "oauth_revocation"("expires_at");

-- CreateIndex
CREATE INDEX "oauth_once_expires_at_idx" ON "oauth_once"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "token_issuer_tenant_id_issuer_key" ON "token_issuer"("tenant_id", "issuer");

-- AddForeignKey
ALTER TABLE "oauth_client" ADD CONSTRAINT "oauth_client_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;
