-- What a revocation that waits for a second person is told by, where that is not its own: the txn of the incident it is done about.
ALTER TABLE "approval" ADD COLUMN "cause" TEXT;
