import type { Adapter } from './adapter.ts'
import { atlassian } from './atlassian.ts'
import { auth0 } from './auth0.ts'
import { awsEventBridge } from './aws-eventbridge.ts'
import { awsSns } from './aws-sns.ts'
import { box } from './box.ts'
import { cloudevents } from './cloudevents.ts'
import { crowdstrike } from './crowdstrike.ts'
import { generic } from './generic.ts'
import { githubSecretScanning } from './github-secret-scanning.ts'
import { github } from './github.ts'
import { googleWorkspace } from './google-workspace.ts'
import { jamf } from './jamf.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import { okta } from './okta.ts'
import { oktaLog } from './okta-log.ts'
import { pagerduty } from './pagerduty.ts'
import { slack } from './slack.ts'
import { standardWebhooks } from './standard-webhooks.ts'
import { zoom } from './zoom.ts'

/** Every vendor whose webhooks we understand. */
export const ADAPTERS: readonly Adapter[] = [
  okta,
  oktaLog,
  github,
  slack,
  pagerduty,
  atlassian,
  zoom,
  box,
  auth0,
  jamf,
  standardWebhooks,
  awsSns,
  crowdstrike,
  awsEventBridge,
  githubSecretScanning,
  googleWorkspace,
  microsoftGraph,
  cloudevents,
  generic,
]

/** The adapter of one kind of source; undefined for SSF, which is no vendor's format. */
export const adapterFor = (kind: string): Adapter | undefined =>
  ADAPTERS.find((adapter) => adapter.kind === kind)
