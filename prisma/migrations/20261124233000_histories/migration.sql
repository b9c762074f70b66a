-- What policies look back at: the signals of one principal, by type.
CREATE INDEX "signal_principal_id_type_id_idx" ON "signal"("principal_id", "type", "id");
