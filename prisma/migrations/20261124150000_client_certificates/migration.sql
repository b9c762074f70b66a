-- OAuth clients that authenticate by TLS certificate, and tokens bound to one (RFC 8705).

-- AlterTable
ALTER TABLE "oauth_client" ADD COLUMN "certificate_subject" JSONB,
ADD COLUMN "bound_to_certificate" BOOLEAN NOT NULL DEFAULT false;
