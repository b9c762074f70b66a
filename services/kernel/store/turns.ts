// Reads signal; the turn's outcome is written by recordDecisions in events.ts.
import type { Pool } from 'pg'
import type { Signal } from '../../../schemas/signal.ts'
import { transaction, type Sql } from './database.ts'
import { recordDecisions, type Decided } from './events.ts'
import type { OwedEvents } from './owed-events.ts'
import { readStateForTurn, type RouterState } from './router-state.ts'
import { rowToSignal, type SignalRow } from './rows.ts'

/**
 * A router's turn: signals that nobody else decides meanwhile, and the transaction in which it decides them. What a decision
 * looks up goes by `sql` too: a router that held one connection and waited for another could wait for itself.
 */
export type Turn = { signals: readonly Signal[]; sql: Sql; state: RouterState; now: Date }

export type TurnStore = ReturnType<typeof createTurnStore>

export function createTurnStore({ hot, owedEvents }: { hot: Pool; owedEvents: OwedEvents }) {
  return {
    /**
     * Decides those of `ids` that are undecided, in the order in which they were stored, and writes what was decided with
     * its events; all or nothing. Answers the events made, for the bus, and how many signals it were.
     */
    async take(
      ids: readonly string[],
      now: Date,
      decideAll: (turn: Turn) => Promise<readonly Decided[]>,
    ): Promise<{ signals: number; events: { id: string; key: string }[] }> {
      const { signals, events, fresh } = await transaction(hot, async (sql) => {
        const undecided = await loadUnrouted(sql, ids)
        if (undecided.length === 0) return { signals: 0, events: [], fresh: [] }
        const state = await readStateForTurn(sql)
        const decided = await decideAll({ signals: undecided, sql, state, now })
        return { signals: undecided.length, ...(await recordDecisions(sql, decided, now)) }
      })
      owedEvents.keep(fresh)
      return { signals, events }
    },
  }
}

async function loadUnrouted(sql: Sql, ids: readonly string[]): Promise<Signal[]> {
  const { rows } = await sql.query<SignalRow>({
    name: 'load-unrouted',
    text: LOAD,
    values: [ids],
  })
  return rows.map(rowToSignal)
}

const LOAD = `
select s.* from unnest($1::uuid[]) as wanted(id)
cross join lateral (select * from signal where id = wanted.id and routed_at is null and not held offset 0) s
order by s.id`
