// Where the states of a flow stand on the page: the main line from left to right, branches of a parallel state as lanes below each other.
import type { CaseDetail } from '../wire/cases.ts'
import type { FlowView } from '../wire/manifest.ts'

type State = FlowView['states'][number]
export type NodeStatus = 'current' | 'done' | 'ahead'
export type FlowNode = { key: string; state: State; x: number; y: number; width: number; status: NodeStatus; count: number; aside: boolean }
export type FlowEdge = { key: string; path: string; walked: boolean }
export type Lane = { branch: string; x: number; y: number; width: number; height: number }
export type FlowLayout = { nodes: FlowNode[]; edges: FlowEdge[]; lanes: Lane[]; width: number; height: number; label: string | null; group: { x: number; y: number; width: number; height: number; label: string } | null }

const node = { width: 118, height: 52, gapX: 34, gapY: 14 }
const pad = 10
const laneHead = 22

/** The name of the branch in a key such as `lead` or `lead:organ`; of the state in `handling.lead.working`. */
const lastPart = (path: string) => path.split('.').at(-1) ?? path
const branchPart = (key: string) => key.split(/[:/]/)[0] ?? key

export function layFlow(flow: FlowView, at: Pick<CaseDetail, 'state' | 'open' | 'visited' | 'endedAt'> | null): FlowLayout {
  const main = flow.states.filter(state => !state.branch)
  const branches = [...new Set(flow.states.flatMap(state => (state.branch ? [state.branch] : [])))]
  const visited = new Set(at?.visited ?? [])
  const wasIn = (state: State) => (state.branch ? [...visited].some(path => path.endsWith(`.${state.branch}.${state.name}`) || path === state.name) : visited.has(state.name))
  const openIn = (state: State) => (at?.open ?? []).filter(step => lastPart(step.state) === state.name && (state.branch ? step.branch !== null && branchPart(step.branch) === state.branch : step.branch === null)).length
  const statusOf = (state: State): NodeStatus => (openIn(state) > 0 || (!state.branch && at?.state === state.name && !at.endedAt) ? 'current' : wasIn(state) || (at?.state === state.name) ? 'done' : 'ahead')
  const make = (state: State, x: number, y: number, aside = false): FlowNode => ({ key: `${state.branch ?? ''}.${state.name}`, state, x, y, width: node.width, status: at ? statusOf(state) : 'ahead', count: openIn(state), aside })

  const laneOf = (branch: string) => arrange(flow.states.filter(state => state.branch === branch))
  const lanesHeight = branches.reduce((sum, branch) => sum + laneHead + laneOf(branch).height + pad * 2, 0) + Math.max(0, branches.length - 1) * node.gapY
  const mainLine = arrange(main)
  const parallel = main.find(state => state.kind === 'parallel')
  const laneWidth = Math.max(0, ...branches.map(branch => laneOf(branch).width)) + pad * 2
  const height = Math.max(mainLine.height, parallel && branches.length > 0 ? lanesHeight + laneHead + pad : 0) + pad * 2
  const middle = parallel && branches.length > 0 ? height / 2 : pad + node.height / 2

  const layout: FlowLayout = { nodes: [], edges: [], lanes: [], width: 0, height, label: flow.label, group: null }
  let x = pad
  let before: { x: number; y: number; walked: boolean } | null = null
  for (const column of mainLine.columns) {
    const state = column[0]
    if (!state) continue
    if (state === parallel && branches.length > 0) {
      const group = { x, y: (height - lanesHeight - laneHead - pad) / 2, width: laneWidth + pad * 2, height: lanesHeight + laneHead + pad, label: state.label }
      layout.group = group
      if (before) layout.edges.push(edge(before, { x, y: middle }, wasIn(state) || at?.state === state.name))
      let y = group.y + laneHead
      for (const branch of branches) {
        const lane = laneOf(branch)
        const box = { branch, x: x + pad, y, width: laneWidth, height: laneHead + lane.height + pad * 2 - pad }
        layout.lanes.push(box)
        place(lane.columns, box.x + pad, y + laneHead, layout, make)
        y += box.height + node.gapY
      }
      before = { x: x + group.width, y: middle, walked: wasIn(state) && at?.state !== state.name }
      x += group.width + node.gapX
      continue
    }
    const top = middle - node.height / 2
    column.forEach((one, row) => {
      const made = make(one, x, top + row * (node.height + node.gapY), row > 0)
      layout.nodes.push(made)
      if (before) layout.edges.push(edge(before, { x, y: made.y + node.height / 2 }, before.walked && made.status !== 'ahead'))
    })
    const first = layout.nodes.find(one => one.state === state)
    before = { x: x + node.width, y: middle, walked: first?.status !== 'ahead' && first !== undefined }
    x += node.width + node.gapX
  }
  layout.width = x - node.gapX + pad
  layout.height = Math.max(height, ...layout.nodes.map(one => one.y + node.height + pad))
  return layout
}

export const nodeHeight = node.height

/** Steps one after the other; all ends stand together in the last column. */
function arrange(states: readonly State[]) {
  const ends = states.filter(state => state.kind === 'end')
  const columns = [...states.filter(state => state.kind !== 'end').map(state => [state]), ...(ends.length > 0 ? [ends] : [])]
  const rows = Math.max(1, ...columns.map(column => column.length))
  return { columns, width: columns.length * node.width + Math.max(0, columns.length - 1) * node.gapX, height: rows * node.height + (rows - 1) * node.gapY }
}

function place(columns: readonly (readonly State[])[], left: number, top: number, layout: FlowLayout, make: (state: State, x: number, y: number, aside?: boolean) => FlowNode): void {
  let before: FlowNode | null = null
  columns.forEach((column, at) => {
    let first: FlowNode | null = null
    column.forEach((state, row) => {
      const made = make(state, left + at * (node.width + node.gapX), top + row * (node.height + node.gapY), row > 0)
      layout.nodes.push(made)
      if (before) layout.edges.push(edge({ x: before.x + node.width, y: before.y + node.height / 2 }, { x: made.x, y: made.y + node.height / 2 }, before.status !== 'ahead' && made.status !== 'ahead'))
      first ??= made
    })
    before = first
  })
}

function edge(from: { x: number; y: number }, to: { x: number; y: number }, walked: boolean): FlowEdge {
  const bend = (from.x + to.x) / 2
  const path = from.y === to.y ? `M${from.x} ${from.y}H${to.x - 5}` : `M${from.x} ${from.y}H${bend}V${to.y}H${to.x - 5}`
  return { key: `${from.x},${from.y}-${to.x},${to.y}`, path, walked }
}
