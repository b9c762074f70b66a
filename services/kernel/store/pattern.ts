/** Pure: the pattern of LIKE for what contains this text as it stands. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
