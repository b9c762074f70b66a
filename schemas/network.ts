import { z } from 'zod'

const label = '[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?'

/** A host name, or `*.example.com` for every name below it (and not itself). Other scripts are written in their ASCII form. */
export const HostPattern = z
  .string()
  .max(253)
  .regex(
    new RegExp(`^(?:\\*\\.)?${label}(?:\\.${label})*$`),
    'neither a host name nor *.example.com',
  )
  .meta({ id: 'HostPattern' })

/** A network such as 10.0.0.0/8, or one address. */
export const IpRange = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
    error: 'neither a network such as 10.0.0.0/8 nor an IP address',
  })
  .meta({ id: 'IpRange' })
