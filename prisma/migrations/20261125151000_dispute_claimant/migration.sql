-- What waits for a word about somebody who is claimed to have a name.
CREATE INDEX "link_dispute_claimant" ON "link_dispute"("claimant_id", "id") WHERE "state" = 'open';
