import { useNavigate } from '@tanstack/react-router'
import { principalText } from '../../parts/principal.tsx'
import { subjectText } from '../../parts/subject.tsx'
import { useWords, type Speak } from '../../words/index.tsx'
import css from './identities.module.css'
import { summaryOf, type Detail, type Graph } from './identity.ts'
import { draw, type Branch, type Node } from './layout.ts'

/** Names that are drawn: the table has them all. */
const MOST_NAMES = 12
/** Letters of a label. */
const LONGEST = 30

/** The identity graph as a picture. It holds nothing that the lists beside it do not: who cannot see it misses nothing. */
export function Picture({ detail, graph }: { detail: Detail; graph: Graph }) {
  const { t, number } = useWords()
  const navigate = useNavigate()
  const { nodes, links, left, top, width, height } = draw({
    centre: {
      id: detail.principal.id,
      label: principalText(summaryOf(detail)),
      kind: 'principal',
    },
    names: namesOf(detail, t),
    around: aroundOf(graph, { t, number }),
    edges: graph.edges,
  })
  const open = ({ kind, id, side }: Node) =>
    kind === 'principal' && side !== 'middle'
      ? () => void navigate({ to: '/identities/$id', params: { id } })
      : undefined
  return (
    <div className={css.picture} role="region" aria-label={t('identity.picture')} tabIndex={0}>
      <svg
        role="img"
        aria-label={t('identity.picture.same')}
        width={width}
        height={height}
        viewBox={[left, top, width, height].join(' ')}
      >
        {links.map(({ key, path, isCross }) => (
          <path key={key} d={path} className={isCross ? css.cross : css.link} />
        ))}
        {nodes.map((node) => (
          <Mark key={node.id} node={node} open={open(node)} />
        ))}
      </svg>
    </div>
  )
}

function Mark({ node, open }: { node: Node; open: (() => void) | undefined }) {
  const { label, kind, side, x, y } = node
  const isLeft = side === 'left'
  const isMiddle = side === 'middle'
  return (
    <g
      className={css.node}
      data-kind={kind}
      data-middle={isMiddle}
      data-open={open !== undefined}
      transform={`translate(${String(x)},${String(y)})`}
      onClick={open}
    >
      <title>{label}</title>
      <circle r={isMiddle ? 7 : 4} />
      <text
        x={isMiddle ? 0 : isLeft ? -9 : 9}
        y={isMiddle ? -13 : 4}
        textAnchor={isMiddle ? 'middle' : isLeft ? 'end' : 'start'}
      >
        {label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label}
      </text>
    </g>
  )
}

/** By who says that it is theirs. */
function namesOf({ identifiers }: Detail, t: Speak['t']): Branch[] {
  const shown = identifiers.slice(0, MOST_NAMES)
  const more = identifiers.length - shown.length
  const origins = [...new Set(shown.map(({ origin }) => origin))]
  const branches = origins.map((origin): Branch => ({
    id: `source ${origin}`,
    label: origin,
    kind: 'group',
    leaves: shown
      .filter((name) => name.origin === origin)
      .map(({ subject }) => ({
        id: `name ${origin} ${JSON.stringify(subject)}`,
        label: subjectText(subject),
        kind: 'name',
      })),
  }))
  if (more === 0) return branches
  return [
    ...branches,
    { id: 'more names', label: t('identity.more', { n: more }), kind: 'more', leaves: [] },
  ]
}

/** By how they are related. Who is so in two ways stands in the first. */
function aroundOf({ groups }: Graph, { t, number }: Pick<Speak, 't' | 'number'>): Branch[] {
  const drawn = new Set<string>()
  return groups.map(({ direction, kind, count, isCut, items }): Branch => {
    const id = `${direction} ${kind}`
    const fresh = items.filter(({ principal }) => !drawn.has(principal.id))
    for (const { principal } of fresh) drawn.add(principal.id)
    const plus = isCut ? '+' : ''
    return {
      id,
      label: `${t(`relation.${direction}.${kind}`)} (${number(count)}${plus})`,
      kind: 'group',
      leaves: [
        ...fresh.map((one) => ({
          id: one.principal.id,
          label: principalText(one),
          kind: 'principal' as const,
        })),
        ...(count > items.length
          ? [
              {
                id: `${id} more`,
                label: t('identity.more', { n: `${number(count - items.length)}${plus}` }),
                kind: 'more' as const,
              },
            ]
          : []),
      ],
    }
  })
}
