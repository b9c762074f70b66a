-- What operators revoked lately, so that what stays open is told.
CREATE INDEX "signal_console" ON "signal"("id") WHERE "source_id" = 'console';
