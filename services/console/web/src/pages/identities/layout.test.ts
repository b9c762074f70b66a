import { expect, test } from 'vitest'
import { draw, type Branch } from './layout.ts'

const leaf = (id: string) => ({ id, label: id, kind: 'principal' }) as const
const branch = (id: string, ...leaves: string[]): Branch => ({
  id,
  label: id,
  kind: 'group',
  leaves: leaves.map(leaf),
})

test('names stand on the left, who is around it on the right, no two in the same place', () => {
  const { nodes, links, left, top, width, height } = draw({
    centre: leaf('me'),
    names: [branch('okta', 'a', 'b'), branch('github', 'c')],
    around: [branch('sessions', 's1', 's2', 's3'), branch('devices', 'd1')],
    edges: [{ from: 's1', to: 'd1' }],
  })
  const by = new Map(nodes.map((node) => [node.id, node]))
  for (const id of ['okta', 'a', 'b', 'github', 'c']) expect(by.get(id)?.x, id).toBeLessThan(0)
  for (const id of ['sessions', 's1', 'd1']) expect(by.get(id)?.x, id).toBeGreaterThan(0)
  expect(new Set(nodes.map(({ x, y }) => `${String(x)} ${String(y)}`)).size).toBe(nodes.length)
  expect(nodes).toHaveLength(12)
  expect(links).toHaveLength(11 + 1)
  expect(links.filter(({ isCross }) => isCross)).toHaveLength(1)
  for (const { x, y } of nodes) {
    expect(x).toBeGreaterThan(left)
    expect(x).toBeLessThan(left + width)
    expect(y).toBeGreaterThan(top)
    expect(y).toBeLessThan(top + height)
  }
})

test('somebody whom nobody knows anything about is a point', () => {
  const { nodes, links } = draw({ centre: leaf('me'), names: [], around: [], edges: [] })
  expect(nodes).toMatchObject([{ id: 'me', x: 0, y: 0, side: 'middle' }])
  expect(links).toEqual([])
})

test('an edge to who is not drawn is left out', () => {
  const { links } = draw({
    centre: leaf('me'),
    names: [],
    around: [branch('sessions', 's1')],
    edges: [{ from: 's1', to: 'elsewhere' }],
  })
  expect(links.some(({ isCross }) => isCross)).toBe(false)
})
