// Where the states of a flow stand on the page: the main line from left to right, what leads aside below it, branches of a parallel
// state as lanes. The main line follows the first act of each state that does not send back.
import type { CaseDetail } from '../wire/cases.ts'
import type { FlowView } from '../wire/manifest.ts'

type State = FlowView['states'][number]
export type NodeStatus = 'current' | 'done' | 'ahead'
export type FlowNode = { key: string; state: State; x: number; y: number; width: number; status: NodeStatus; count: number }
export type FlowEdge = { key: string; path: string; walked: boolean; back: boolean }
type Box = { x: number; y: number; width: number; height: number }
export type FlowLayout = {
  nodes: FlowNode[]
  edges: FlowEdge[]
  lanes: (Box & { branch: string })[]
  group: (Box & { label: string }) | null
  width: number
  height: number
}
type At = Pick<CaseDetail, 'state' | 'open' | 'visited' | 'endedAt'> | null

const size = { width: 118, height: 50, gapX: 36, gapY: 16 }
export const nodeHeight = size.height
const pad = 10
const laneHead = 24

type Grid = { cells: { state: State; column: number; row: number }[]; columns: number; rows: number }

export function layFlow(flow: FlowView, at: At): FlowLayout {
  const main = arrange(
    flow.states.filter(state => !state.branch),
    flow.start,
  )
  const branches = [...new Set(flow.states.flatMap(state => (state.branch ? [state.branch] : [])))]
  const lanes = branches.map(branch => ({ branch, grid: arrange(flow.states.filter(state => state.branch === branch)) }))
  const parallel = lanes.length > 0 ? main.cells.find(cell => cell.state.kind === 'parallel') : undefined
  const laneWidth = Math.max(0, ...lanes.map(lane => widthOf(lane.grid))) + pad * 2
  const laneHeights = lanes.map(lane => laneHead + heightOf(lane.grid) + pad)
  const group = parallel ? { width: laneWidth + pad * 2, height: laneHead + sum(laneHeights) + (lanes.length - 1) * pad + pad } : null
  // A parallel state on the main line has it through its middle; one that stands aside hangs below the line, and what is under it moves down.
  const isAside = parallel !== undefined && parallel.row > 0
  const line = group && !isAside ? Math.max(pad + group.height / 2, pad + size.height / 2) : pad + size.height / 2
  const rowTop = (row: number) => line - size.height / 2 + row * (size.height + size.gapY)
  // The parallel state takes the width of its lanes; everything after it moves to the right.
  const xOf = (column: number) =>
    pad + column * (size.width + size.gapX) + (parallel && group && column > parallel.column ? group.width - size.width : 0)

  const layout: FlowLayout = { nodes: [], edges: [], lanes: [], group: null, width: 0, height: 0 }
  const places = new Map<State, Box>()
  for (const { state, column, row } of main.cells) {
    if (state === parallel?.state && group) {
      layout.group = { x: xOf(column), y: isAside ? rowTop(row) : pad, ...group, label: state.label }
      places.set(state, layout.group)
      continue
    }
    const below =
      group && parallel && row > 0 && !isAside
        ? pad + group.height / 2 + size.height / 2 + size.gapY + (row - 1) * (size.height + size.gapY)
        : rowTop(row) + (isAside && group && column === parallel.column && row > parallel.row ? group.height - size.height : 0)
    const box = { x: xOf(column), y: below, width: size.width, height: size.height }
    places.set(state, box)
    layout.nodes.push(makeNode(state, box, at))
  }
  let y = (layout.group?.y ?? pad) + laneHead
  lanes.forEach(({ branch, grid }, index) => {
    const box = { branch, x: (layout.group?.x ?? 0) + pad, y, width: laneWidth, height: laneHeights[index] ?? 0 }
    layout.lanes.push(box)
    for (const { state, column, row } of grid.cells) {
      const place = {
        x: box.x + pad + column * (size.width + size.gapX),
        y: y + laneHead + row * (size.height + size.gapY),
        width: size.width,
        height: size.height,
      }
      places.set(state, place)
      layout.nodes.push(makeNode(state, place, at))
    }
    addEdges(layout, grid, places, at)
    y += box.height + pad
  })
  addEdges(layout, main, places, at)
  layout.width = Math.max(...[...places.values()].map(box => box.x + box.width)) + pad
  layout.height = Math.max(...[...places.values()].map(box => box.y + box.height)) + pad
  return layout
}

/** Columns and rows of some states: row 0 is the main line, states that lead aside follow below. */
function arrange(states: readonly State[], start = states[0]?.name): Grid {
  const byName = new Map(states.map(state => [state.name, state]))
  const forward = (state: State) => (state.next ?? []).filter(one => !one.back && one.to !== state.name && byName.has(one.to))
  const known = states.some(state => (state.next?.length ?? 0) > 0)
  if (!known) return inOrder(states)
  const cells: Grid['cells'] = []
  const placed = new Set<string>()
  const put = (state: State, column: number, row: number) => {
    cells.push({ state, column, row })
    placed.add(state.name)
  }
  let current = start === undefined ? undefined : byName.get(start)
  for (let column = 0; current && !placed.has(current.name); column++) {
    put(current, column, 0)
    const on: readonly { to: string }[] = forward(current).filter(one => !placed.has(one.to))
    current = byName.get((on.find(one => byName.get(one.to)?.kind !== 'end') ?? on[0])?.to ?? '')
  }
  const columns = cells.length
  const used = new Map<string, number>()
  for (
    let rest = states.filter(state => !placed.has(state.name));
    rest.length > 0;
    rest = states.filter(state => !placed.has(state.name))
  ) {
    const next = rest.find(state => cells.some(cell => forward(cell.state).some(one => one.to === state.name))) ?? rest[0]
    if (!next) break
    const from = cells.find(cell => forward(cell.state).some(one => one.to === next.name))
    const column = next.kind === 'end' ? columns - 1 : (from?.column ?? 0) + 1
    let row = Math.max(1, from?.row ?? 1)
    while (used.has(`${column}.${row}`)) row++
    used.set(`${column}.${row}`, 1)
    put(next, column, row)
  }
  return { cells, columns: Math.max(columns, ...cells.map(cell => cell.column + 1)), rows: Math.max(...cells.map(cell => cell.row)) + 1 }
}

function inOrder(states: readonly State[]): Grid {
  const steps = states.filter(state => state.kind !== 'end')
  const ends = states.filter(state => state.kind === 'end')
  const cells = [
    ...steps.map((state, column) => ({ state, column, row: 0 })),
    ...ends.map((state, row) => ({ state, column: steps.length, row })),
  ]
  return { cells, columns: steps.length + (ends.length > 0 ? 1 : 0), rows: Math.max(1, ends.length) }
}

function addEdges(layout: FlowLayout, grid: Grid, places: ReadonlyMap<State, Box>, at: At): void {
  const known = grid.cells.some(cell => (cell.state.next?.length ?? 0) > 0)
  const pairs = known
    ? grid.cells.flatMap(cell =>
        (cell.state.next ?? []).flatMap(next => {
          const to = grid.cells.find(other => other.state.name === next.to)
          return to && to !== cell ? [{ from: cell, to, back: next.back || to.column < cell.column }] : []
        }),
      )
    : grid.cells.flatMap(cell =>
        grid.cells.filter(other => other.column === cell.column + 1 && cell.row === 0).map(to => ({ from: cell, to, back: false })),
      )
  for (const { from, to, back } of pairs) {
    const [a, b] = [places.get(from.state), places.get(to.state)]
    if (!a || !b || layout.edges.some(edge => edge.key === keyOf(from.state, to.state))) continue
    const walked = !back && statusOf(from.state, at) === 'done' && statusOf(to.state, at) !== 'ahead'
    layout.edges.push({ key: keyOf(from.state, to.state), walked, back, path: pathOf(a, b, from.row === to.row && !back) })
  }
}

function pathOf(a: Box, b: Box, straight: boolean): string {
  const [ay, by] = [a.y + a.height / 2, b.y + b.height / 2]
  const end = b.x - 4
  if (straight && b.x > a.x) return `M${a.x + a.width} ${ay}H${end}`
  if (b.x > a.x + a.width) {
    const bend = a.x + a.width + size.gapX / 2
    return `M${a.x + a.width} ${ay}H${bend}V${by}H${end}`
  }
  // Back to the left: out of the bottom or left side, into the bottom of the other.
  if (by < ay) {
    const x = b.x + b.width / 2
    return `M${a.x} ${ay}H${x}V${b.y + b.height + 4}`
  }
  const low = Math.max(a.y + a.height, b.y + b.height) + 9
  return `M${a.x + a.width / 2} ${a.y + a.height}V${low}H${b.x + b.width / 2}V${b.y + b.height + 4}`
}

/** A branch is `lead` or `lead:organ`; a visited state `working` or `handling.lead.working`. */
const branchPart = (key: string) => key.split(/[:/]/)[0] ?? key
const openIn = (state: State, at: At) =>
  (at?.open ?? []).filter(
    step =>
      step.state.split('.').at(-1) === state.name &&
      (state.branch ? step.branch !== null && branchPart(step.branch) === state.branch : step.branch === null),
  ).length
function statusOf(state: State, at: At): NodeStatus {
  if (!at) return 'ahead'
  if (openIn(state, at) > 0 || (!state.branch && state.kind !== 'end' && at.state === state.name && !at.endedAt)) return 'current'
  const been = state.branch
    ? at.visited.some(path => path.endsWith(`.${state.branch}.${state.name}`))
    : at.visited.includes(state.name) || at.state === state.name
  return been ? 'done' : 'ahead'
}
const makeNode = (state: State, box: Box, at: At): FlowNode => ({
  key: `${state.branch ?? ''}.${state.name}`,
  state,
  x: box.x,
  y: box.y,
  width: box.width,
  status: statusOf(state, at),
  count: openIn(state, at),
})
const keyOf = (from: State, to: State) => `${from.branch ?? ''}.${from.name}-${to.name}`
const widthOf = (grid: Grid) => grid.columns * size.width + (grid.columns - 1) * size.gapX
const heightOf = (grid: Grid) => grid.rows * size.height + (grid.rows - 1) * size.gapY
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
