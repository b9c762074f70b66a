import { Link } from '@tanstack/react-router'

/** What it is about, as the audit log names it; where there is a page about it, it leads there. */
export function Target({ target }: { target: string }) {
  const at = target.indexOf(':')
  const [kind, id] = [target.slice(0, at), target.slice(at + 1)]
  const shown = { className: 'break', children: target }
  if (kind === 'stream') return <Link to="/streams/$id" params={{ id }} {...shown} />
  if (kind === 'source') return <Link to="/sources/$id" params={{ id }} {...shown} />
  if (kind === 'revocation') return <Link to="/revocations/$txn" params={{ txn: id }} {...shown} />
  if (kind === 'channel') return <Link to="/channels/$name" params={{ name: id }} {...shown} />
  if (kind === 'policy') return <Link to="/policies/$id" params={{ id }} {...shown} />
  if (target === 'router' || target === 'transmitter') return <Link to="/parked" {...shown} />
  return <span {...shown} />
}
