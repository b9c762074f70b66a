import { Link } from '@tanstack/react-router'

/** What it is about, as the audit log names it: a stream or a source leads there. */
export function Target({ target }: { target: string }) {
  const at = target.indexOf(':')
  const [kind, id] = [target.slice(0, at), target.slice(at + 1)]
  if (kind === 'stream')
    return (
      <Link to="/streams/$id" params={{ id }} className="break">
        {target}
      </Link>
    )
  if (kind === 'source')
    return (
      <Link to="/sources/$id" params={{ id }} className="break">
        {target}
      </Link>
    )
  if (kind === 'revocation')
    return (
      <Link to="/revocations/$txn" params={{ txn: id }} className="break">
        {target}
      </Link>
    )
  return <span className="break">{target}</span>
}
