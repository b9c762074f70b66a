/** Somebody else's words in ours: on one line, bounded. */
export const oneLine = (text: string, most = 500): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, most)
