import {
  IconActivity,
  IconAddressBook,
  IconBell,
  IconBolt,
  IconBuildingBroadcastTower,
  IconChecks,
  IconFlame,
  IconGauge,
  IconGavel,
  IconHistory,
  IconKey,
  IconMessageBolt,
  IconParking,
  IconPlugConnected,
  IconSettings,
  IconTopologyStar3,
  IconUserSearch,
  IconUsers,
} from '@tabler/icons-react'
import type { Role } from '../api/session.ts'
import type { Key } from '../words/words.ts'

export type Place = { to: string; label: Key; icon: typeof IconGauge; least: Role }
type Group = { label: Key; places: readonly Place[] }

const place = (to: string, label: Key, icon: Place['icon'], least: Role = 'viewer'): Place => ({
  to,
  label,
  icon,
  least,
})

/** Where one can go, as the navigation and the command palette show it. */
export const PLACES: readonly Group[] = [
  {
    label: 'nav.respond',
    places: [
      place('/', 'nav.overview', IconGauge),
      place('/revoke', 'nav.revoke', IconBolt, 'responder'),
      place('/incidents', 'nav.incidents', IconFlame),
      place('/approvals', 'nav.approvals', IconChecks),
      place('/activity', 'nav.activity', IconActivity),
    ],
  },
  {
    label: 'nav.deliver',
    places: [
      place('/streams', 'nav.streams', IconBuildingBroadcastTower),
      place('/subscribers', 'nav.subscribers', IconTopologyStar3),
      place('/alerts', 'nav.alerts', IconBell),
      place('/parked', 'nav.parked', IconParking),
      place('/channels', 'nav.channels', IconMessageBolt),
    ],
  },
  {
    label: 'nav.decide',
    places: [
      place('/sources', 'nav.sources', IconPlugConnected),
      place('/policies', 'nav.policies', IconGavel),
      place('/identities', 'nav.identities', IconUserSearch),
      place('/directories', 'nav.directories', IconAddressBook),
    ],
  },
  {
    label: 'nav.govern',
    places: [
      place('/audit', 'nav.audit', IconHistory),
      place('/keys', 'nav.keys', IconKey),
      place('/members', 'nav.members', IconUsers, 'admin'),
      place('/settings', 'nav.settings', IconSettings),
    ],
  },
]
