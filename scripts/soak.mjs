// `npm run test:soak`: half an hour of load, or as many minutes as the argument says.
const [minutes = '30'] = process.argv.slice(2)
if (!(Number(minutes) > 0)) throw new Error(`How many minutes? Not ${minutes}`)
process.env.SOAK_MINUTES = minutes
process.argv.splice(2, Infinity, 'test/soak')
await import('./test.mjs')
