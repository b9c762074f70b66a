#!/usr/bin/env node
// The command line: `npx ssf-hub …` in a clone. Sets itself up like every other command.
process.argv.splice(2, 0, 'services/cli/main.ts')
await import('./run.mjs')
