import tab from '@bomb.sh/tab/commander'
import { Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import type { Cli } from './cli.ts'
import { addDirectoryCommands } from './commands/directories.ts'
import { addDoctorCommands } from './commands/doctor.ts'
import { addKeyCommands } from './commands/keys.ts'
import { addListenCommand } from './commands/listen.ts'
import { addLoginCommand } from './commands/login.ts'
import { addRevokeCommand } from './commands/revoke.ts'
import { addSetCommands } from './commands/set.ts'
import { addSourceCommands } from './commands/sources.ts'
import { addStreamCommands } from './commands/streams.ts'
import { addSubscriberCommands } from './commands/subscribers.ts'
import { addAlertCommands } from './commands/alerts.ts'
import { addApprovalCommands } from './commands/approvals.ts'
import { addDeadLetterCommands } from './commands/dead-letters.ts'
import { addPolicyCommands } from './commands/policies.ts'
import { addStopSwitchCommands } from './commands/stop-switch.ts'
import { addEvidenceCommands } from './commands/evidence.ts'
import { addExpungeCommand } from './commands/expunge.ts'
import { addIncidentCommands } from './commands/incidents.ts'
import { addWhoCommand } from './commands/who.ts'
import { addJobCommands } from './commands/jobs.ts'
import { addReplayCommand } from './commands/replay.ts'
import { addTailCommand } from './commands/tail.ts'
import { addTraceCommand } from './commands/trace.ts'

const AFTER = `
Settings: --url or SSF_HUB_URL, SSF_HUB_TOKEN or \`ssf-hub login\`.
Exit codes: 0 done, 1 failed or faults found, 2 usage, 3 not allowed, 4 not found, 5 conflict, 6 hub unavailable, 7 not confirmed.
Completion: source <(ssf-hub complete bash)   (zsh, fish, powershell likewise)
`

/** Every command of \`ssf-hub\`. */
export function createProgram(cli: Cli): Command {
  const program = new Command('ssf-hub')
    .description('Revoke, watch and prove with a Shared Signals hub')
    .version(packageJson.version)
    .option('--url <url>', 'the hub')
    .option('--token-file <file>', 'a file that holds the token')
    .option('--json', 'print JSON')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        cli.io.out(text.trimEnd())
      },
      writeErr: (text) => {
        cli.io.err(text.trimEnd())
      },
      getOutHelpWidth: () => cli.io.columns,
    })
    .showHelpAfterError('(ssf-hub --help shows what there is)')
    .addHelpText('after', AFTER)
  for (const add of COMMANDS) add(program, cli)
  for (const command of everyCommand(program)) command.exitOverride()
  tab(program)
  return program
}

const COMMANDS = [
  addLoginCommand,
  addRevokeCommand,
  addTraceCommand,
  addTailCommand,
  addIncidentCommands,
  addWhoCommand,
  addAlertCommands,
  addApprovalCommands,
  addPolicyCommands,
  addStopSwitchCommands,
  addDeadLetterCommands,
  addEvidenceCommands,
  addReplayCommand,
  addExpungeCommand,
  addJobCommands,
  addStreamCommands,
  addSubscriberCommands,
  addSourceCommands,
  addDirectoryCommands,
  addKeyCommands,
  addSetCommands,
  addListenCommand,
  addDoctorCommands,
] as const

const everyCommand = (command: Command): Command[] =>
  command.commands.flatMap((child) => [child, ...everyCommand(child)])
