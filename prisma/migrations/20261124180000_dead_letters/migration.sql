-- Counting and grouping dead letters reads this index alone, not the SETs beside them.
CREATE INDEX "delivery_exception_dead" ON "delivery_exception"("stream_id", "seq") INCLUDE ("err", "at") WHERE "state" = 'dead';
