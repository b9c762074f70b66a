import { hierarchy, tree, type HierarchyPointNode } from 'd3-hierarchy'

/** What is drawn: a name, a source, a kind of relation, a principal. */
export type Leaf = { id: string; label: string; kind: 'name' | 'group' | 'principal' | 'more' }
export type Branch = Leaf & { leaves: readonly Leaf[] }

export type Node = Leaf & { x: number; y: number; side: 'left' | 'right' | 'middle' }
export type Link = { key: string; path: string; isCross: boolean }
export type Drawing = {
  nodes: readonly Node[]
  links: readonly Link[]
  left: number
  top: number
  width: number
  height: number
}

type Drawn = {
  centre: Leaf
  /** On the left, what it is called, by who says so. */
  names: readonly Branch[]
  /** On the right, who is around it, by how. */
  around: readonly Branch[]
  /** Between two that are on the right. */
  edges: readonly { from: string; to: string }[]
}

/** Pixels: between two lines, and between two columns. */
const LINE = 26
const COLUMN = 210
const EDGE = 24

type Item = Leaf & { children?: Item[] }

/** Pure: where everything goes: two trees with one root, and bows between what is related on the right. */
export function draw({ centre, names, around, edges }: Drawn): Drawing {
  const left = placed(centre, names, 'left')
  const right = placed(centre, around, 'right')
  const nodes: Node[] = [
    { ...centre, x: 0, y: 0, side: 'middle' },
    ...[...left, ...right].filter(({ id }) => id !== centre.id),
  ]
  const at = new Map(right.map((node) => [node.id, node]))
  const bows = edges.flatMap(({ from, to }) => {
    const [a, b] = [at.get(from), at.get(to)]
    return a && b ? [bow(a, b)] : []
  })
  const xs = nodes.map(({ x }) => x)
  const ys = nodes.map(({ y }) => y)
  const [minX, minY] = [Math.min(...xs), Math.min(...ys)]
  return {
    nodes,
    links: [...branches(names, left), ...branches(around, right), ...bows],
    left: minX - (names.length > 0 ? COLUMN : COLUMN / 2),
    top: minY - EDGE,
    width: Math.max(...xs) - minX + COLUMN * (names.length > 0 ? 2 : 1.5),
    height: Math.max(...ys) - minY + 2 * EDGE,
  }
}

function placed(centre: Leaf, groups: readonly Branch[], side: 'left' | 'right'): Node[] {
  const root = hierarchy<Item>({
    ...centre,
    children: groups.map(({ leaves, ...group }) => ({ ...group, children: [...leaves] })),
  })
  const laid: HierarchyPointNode<Item> = tree<Item>()
    .nodeSize([LINE, COLUMN])
    .separation(() => 1)(root)
  const direction = side === 'left' ? -1 : 1
  return laid.descendants().map(({ x, y, data: { id, label, kind } }) => ({
    id,
    label,
    kind,
    x: direction * y, // the tree grows downwards, the picture sideways
    y: x,
    side,
  }))
}

function branches(groups: readonly Branch[], nodes: readonly Node[]): Link[] {
  const at = new Map(nodes.map((node) => [node.id, node]))
  const [root] = nodes
  return groups.flatMap((group) => {
    const stem = at.get(group.id)
    if (!root || !stem) return []
    const leaves = group.leaves.flatMap(({ id }) => at.get(id) ?? [])
    return [curve(root, stem), ...leaves.map((leaf) => curve(stem, leaf))]
  })
}

const curve = (a: Node, b: Node): Link => {
  const middle = (a.x + b.x) / 2
  return {
    key: `${a.id} ${b.id}`,
    path: `M${point(a.x, a.y)}C${point(middle, a.y)} ${point(middle, b.y)} ${point(b.x, b.y)}`,
    isCross: false,
  }
}

/** From one to the other around their left, where no words are. */
const bow = (a: Node, b: Node): Link => {
  const out = Math.min(a.x, b.x) - Math.min(60, 16 + Math.abs(a.y - b.y) / 4)
  return {
    key: `bow ${a.id} ${b.id}`,
    path: `M${point(a.x, a.y)}C${point(out, a.y)} ${point(out, b.y)} ${point(b.x, b.y)}`,
    isCross: true,
  }
}

const point = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`
