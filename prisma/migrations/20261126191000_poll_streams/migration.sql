-- Streams that are polled, of the shards that a process drives: looked at twice a second, while most streams are pushed to.
CREATE INDEX "stream_polled" ON "stream"("shard") WHERE "method" = 'urn:ietf:rfc:8936';
