/** Every advisory lock of the hub, in one place, so that no two mean the same number. */
export const ADVISORY_LOCKS = {
  /** The lock of `prisma migrate`, so that both never run at once. */
  migration: 72_707_369,
  /** Held by the one hub of an embedded database as long as it runs. */
  folder: 7_310_001,
  signingKeys: 7_310_002,
  oauthKeys: 7_310_003,
  audit: 7_310_004,
  upstreams: 7_310_005,
  /** Held shared by every turn of a router, alone by who changes the stop switch. */
  stopSwitch: 7_310_020,
} as const satisfies Record<string, number>
