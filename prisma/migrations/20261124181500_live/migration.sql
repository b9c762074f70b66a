-- What the console looks for every second, by index.

-- CreateIndex
CREATE INDEX "stream_updated_at_idx" ON "stream"("updated_at");

-- Streams that fail are few, whatever there are.
CREATE INDEX "stream_cursor_failing" ON "stream_cursor"("stream_id") WHERE "fail_since" IS NOT NULL;
