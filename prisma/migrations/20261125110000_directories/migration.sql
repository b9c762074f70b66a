-- Identity providers that tell by SCIM who their people are.

-- CreateTable
CREATE TABLE "directory" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "issuer" TEXT,
    "subject" TEXT NOT NULL,
    "speaks_for" TEXT[],
    "users" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory_token" (
    "token_hash" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "directory_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "directory_token_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "directory_user" (
    "id" UUID NOT NULL,
    "directory_id" TEXT NOT NULL,
    "user_name" TEXT COLLATE "C" NOT NULL,
    "external_id" TEXT COLLATE "C",
    "emails" TEXT[],
    "principal_id" UUID NOT NULL,
    "attributes" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_user_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "directory_token_directory_id_idx" ON "directory_token"("directory_id");
-- CreateIndex
CREATE UNIQUE INDEX "directory_token_id_key" ON "directory_token"("id");
-- CreateIndex
CREATE UNIQUE INDEX "directory_user_directory_id_user_name_key" ON "directory_user"("directory_id", "user_name");
-- CreateIndex
CREATE UNIQUE INDEX "directory_user_directory_id_external_id_key" ON "directory_user"("directory_id", "external_id");
-- CreateIndex
CREATE INDEX "directory_user_directory_id_id_idx" ON "directory_user"("directory_id", "id");
-- CreateIndex
CREATE INDEX "directory_user_emails_idx" ON "directory_user" USING GIN ("emails");
-- CreateIndex
CREATE INDEX "directory_user_principal_id_idx" ON "directory_user"("principal_id");

-- AddForeignKey
ALTER TABLE "directory_token" ADD CONSTRAINT "directory_token_directory_id_fkey" FOREIGN KEY ("directory_id") REFERENCES "directory"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "directory_user" ADD CONSTRAINT "directory_user_directory_id_fkey" FOREIGN KEY ("directory_id") REFERENCES "directory"("id") ON DELETE CASCADE ON UPDATE CASCADE;
