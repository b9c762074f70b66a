/** The command line's own variables (SSF_HUB_URL, SSF_HUB_TOKEN, SSF_HUB_CONFIG); the hub's are in kernel/config.ts. */
export const environment: Readonly<Record<string, string | undefined>> = process.env // eslint-disable-line no-restricted-syntax -- the command line is no part of the hub
