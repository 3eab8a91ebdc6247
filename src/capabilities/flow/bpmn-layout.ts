// Places the nodes of a flow in layers from left to right, containers around what they hold. Ways back run below the nodes.

export type Node = { readonly id: string; readonly width: number; readonly height: number; readonly inner?: Graph }
export type Edge = { readonly id: string; readonly from: string; readonly to: string }
export type Graph = { readonly nodes: readonly Node[]; readonly edges: readonly Edge[] }
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type Point = { readonly x: number; readonly y: number }
export type Layout = {
  readonly boxes: ReadonlyMap<string, Box>
  readonly ways: ReadonlyMap<string, readonly Point[]>
  readonly width: number
  readonly height: number
}

// Wide enough for the name of an act between two nodes.
const gap = { x: 110, y: 60 }
const margin = 40

/** Positions are relative to the graph's own corner until `at` shifts them. */
export function layOut(graph: Graph, at: Point = { x: 0, y: 0 }): Layout {
  const sizes = new Map(graph.nodes.map(node => [node.id, sizeOf(node)]))
  const layers = layersOf(graph)
  const boxes = new Map<string, Box>()
  const ways = new Map<string, readonly Point[]>()
  const heights = layers.map(ids => ids.reduce((sum, id) => sum + sizes.get(id)!.height + gap.y, -gap.y))
  const tallest = Math.max(0, ...heights)
  let x = at.x + margin
  for (const [index, ids] of layers.entries()) {
    const width = Math.max(...ids.map(id => sizes.get(id)!.width))
    let y = at.y + margin + (tallest - heights[index]!) / 2
    for (const id of ids) {
      const size = sizes.get(id)!
      boxes.set(id, { x: x + (width - size.width) / 2, y, ...size })
      y += size.height + gap.y
    }
    x += width + gap.x
  }
  for (const node of graph.nodes) {
    const box = boxes.get(node.id)!
    if (!node.inner) continue
    const inside = layOut(node.inner, box)
    for (const [id, inner] of inside.boxes) boxes.set(id, inner)
    for (const [id, points] of inside.ways) ways.set(id, points)
  }
  const floor = at.y + margin + tallest
  let below = floor
  for (const edge of graph.edges) {
    const [from, to] = [boxes.get(edge.from)!, boxes.get(edge.to)!]
    const forward = to.x > from.x + from.width
    // The first way back runs below the timers that hang on the lowest tasks, and their names.
    if (!forward) below += below === floor ? 40 : 14
    ways.set(edge.id, forward ? across(from, to) : under(from, to, below))
  }
  return { boxes, ways, width: x - gap.x + margin - at.x, height: below + margin - at.y }
}

const sizeOf = (node: Node): { width: number; height: number } => {
  if (!node.inner) return { width: node.width, height: node.height }
  const { width, height } = layOut(node.inner)
  return { width, height }
}

const across = (from: Box, to: Box): Point[] => {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 }
  const end = { x: to.x, y: to.y + to.height / 2 }
  const middle = end.x - gap.x / 2
  return start.y === end.y ? [start, end] : [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end]
}

/** Out to the right, so that it crosses nothing that stands below in the same layer. */
const under = (from: Box, to: Box, y: number): Point[] => {
  const right = from.x + from.width
  const out = right + gap.x / 4
  const middle = from.y + from.height / 2
  return [
    { x: right, y: middle },
    { x: out, y: middle },
    { x: out, y },
    { x: to.x + to.width / 2, y },
    { x: to.x + to.width / 2, y: to.y + to.height },
  ]
}

/** Each node one layer behind the last that leads to it; edges that close a circle do not count. */
function layersOf({ nodes, edges }: Graph): string[][] {
  const next = new Map(nodes.map(node => [node.id, edges.filter(edge => edge.from === node.id).map(edge => edge.to)]))
  const layer = new Map<string, number>()
  const walking = new Set<string>()
  const order: string[] = []
  const closing = new Set<string>()
  const visit = (id: string) => {
    if (order.includes(id)) return
    walking.add(id)
    for (const to of next.get(id) ?? []) {
      if (walking.has(to)) closing.add(`${id} ${to}`)
      else visit(to)
    }
    walking.delete(id)
    order.push(id)
  }
  for (const node of nodes) visit(node.id)
  for (const id of order.reverse()) {
    const at = layer.get(id) ?? 0
    layer.set(id, at)
    for (const to of next.get(id) ?? []) if (!closing.has(`${id} ${to}`)) layer.set(to, Math.max(layer.get(to) ?? 0, at + 1))
  }
  const layers: string[][] = []
  for (const node of nodes) {
    const at = layer.get(node.id)!
    layers[at] = [...(layers[at] ?? []), node.id]
  }
  return Array.from(layers, ids => ids ?? []).filter(ids => ids.length > 0)
}
