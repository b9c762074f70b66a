import type { words as en } from '../en/index.ts'
import { activity } from './activity.ts'
import { approvals } from './approvals.ts'
import { channels } from './channels.ts'
import { connect } from './connect.ts'
import { directories } from './directories.ts'
import { frame } from './frame.ts'
import { govern } from './govern.ts'
import { identities } from './identities.ts'
import { incidents } from './incidents.ts'
import { overview } from './overview.ts'
import { policies } from './policies.ts'
import { progress } from './progress.ts'
import { replay } from './replay.ts'
import { revoke } from './revoke.ts'
import { settings } from './settings.ts'
import { signIn } from './sign-in.ts'
import { sources } from './sources.ts'
import { streams } from './streams.ts'
import { subscribers } from './subscribers.ts'
import { upstream } from './upstream.ts'

export const words = {
  ...frame,
  ...signIn,
  ...streams,
  ...subscribers,
  ...directories,
  ...channels,
  ...upstream,
  ...activity,
  ...govern,
  ...sources,
  ...replay,
  ...policies,
  ...connect,
  ...identities,
  ...incidents,
  ...overview,
  ...progress,
  ...revoke,
  ...approvals,
  ...settings,
} satisfies Record<keyof typeof en, string>
