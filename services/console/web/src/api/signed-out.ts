type Listener = () => void

const listeners = new Set<Listener>()

/** Tells the frame that the session is over: an answer said so, or the live stream did. */
export function signedOut(): void {
  for (const tell of listeners) tell()
}

export function onSignedOut(tell: Listener): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
