import type { Command } from 'commander'
import { readAll, told, type IncidentQuery } from '../api.ts'
import { apiOf, example, print, type Cli } from '../cli.ts'
import { incidentTable, incidentText } from '../incident-text.ts'

export function addIncidentCommands(program: Command, cli: Cli): void {
  const incidents = program
    .command('incident')
    .description('signals that are one story: what happened, and what became of it')
    .addHelpText(
      'after',
      example('incident', 'incident show 0198…', 'incident close 0198… --comment "Keys rotated"'),
    )
  addList(incidents, cli)
  addShow(incidents, cli)
  addStep(incidents, cli, { name: 'acknowledge', state: 'acknowledged' })
  addStep(incidents, cli, { name: 'contain', state: 'contained' })
  addStep(incidents, cli, { name: 'close', state: 'closed' })
  incidents
    .command('comment <id> <text>')
    .description('say something that stays with it')
    .action(async (id: string, text: string, _options: unknown, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const body = { kind: 'comment', text } as const
      const note = await told(api.POST('/admin/incidents/{id}/notes', { params, body }))
      print(cli, command, note, () => 'Noted.')
    })
}

function addList(incidents: Command, cli: Cli): void {
  incidents
    .command('list', { isDefault: true })
    .description('those that are not closed, the newest first')
    .option('--all', 'also the closed ones')
    .option('--severity <least>', 'as severe as that, or worse')
    .option('--limit <n>', 'at most so many', Number, 50)
    .action(
      async (options: { all?: boolean; severity?: string; limit: number }, command: Command) => {
        const api = await apiOf(cli, command)
        const { all = false, severity } = options
        const filter = {
          ...(all ? {} : { state: 'active' }),
          ...(severity === undefined ? {} : { severity }),
        } as IncidentQuery // the hub says which severities there are
        const found = await readAll(
          (query) =>
            told(api.GET('/admin/incidents', { params: { query: { ...query, ...filter } } })),
          options.limit,
        )
        print(cli, command, found, () => incidentTable(cli, found))
      },
    )
}

function addShow(incidents: Command, cli: Cli): void {
  incidents
    .command('show <id>')
    .description('who is in it, and its signals with what was decided and who was told')
    .option('--limit <n>', 'at most so many signals', Number, 100)
    .action(async (id: string, { limit }: { limit: number }, command: Command) => {
      const api = await apiOf(cli, command)
      const path = { id }
      const detail = await told(api.GET('/admin/incidents/{id}', { params: { path } }))
      const timeline = await readAll(
        ({ limit, after }) =>
          told(
            api.GET('/admin/incidents/{id}/timeline', {
              params: {
                path,
                query: { limit: Math.min(limit, MAX_STEPS), ...(after && { after }) },
              },
            }),
          ),
        limit,
      )
      print(cli, command, { ...detail, timeline }, () => incidentText(cli, detail, timeline))
    })
}

/** The most signals of a page. */
const MAX_STEPS = 50

type Step = { name: string; state: 'acknowledged' | 'contained' | 'closed' }

function addStep(incidents: Command, cli: Cli, { name, state }: Step): void {
  incidents
    .command(`${name} <id>`)
    .description(`say that it is ${state}; there is no way back`)
    .option('--comment <text>', 'what was done')
    .action(async (id: string, { comment }: { comment?: string }, command: Command) => {
      const api = await apiOf(cli, command)
      const params = { path: { id } }
      const body = { state, ...(comment === undefined ? {} : { comment }) }
      const incident = await told(api.POST('/admin/incidents/{id}/state', { params, body }))
      print(cli, command, incident, () => `The incident is ${incident.state}.`)
    })
}
