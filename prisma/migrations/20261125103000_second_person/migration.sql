-- A revocation that waits for a second person is asked for once, however often the request is sent.
ALTER TABLE "approval" ADD COLUMN "txn" TEXT;
CREATE UNIQUE INDEX "approval_txn_key" ON "approval"("txn");
