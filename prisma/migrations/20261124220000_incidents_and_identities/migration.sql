-- Incidents of some states and severities, the newest first: one look-up by index for each pair of them.
-- CreateIndex
DROP INDEX "incident_tenant_id_state_id_idx";
CREATE INDEX "incident_listed" ON "incident"("state", "severity_rank", "id") INCLUDE ("tenant_id") WHERE "merged_into" IS NULL;

-- Questions about names by how they stand.
-- CreateIndex
CREATE INDEX "link_dispute_state_id_idx" ON "link_dispute"("state", "id");
