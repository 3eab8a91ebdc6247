// Strangers' tools must be able to read and draw our flows.
import { describe, expect, test } from 'vitest'
import type { Flow } from '#declare'
import { doing, intake, tracking } from '../../scenes/operation/supervision/flow.ts'
import { bpmnOf } from './bpmn.ts'
import { makeJobFlow } from './testing.ts'

type Node = { $type: string; id: string; flowElements?: Node[]; sourceRef?: Node; targetRef?: Node; incoming?: Node[]; outgoing?: Node[] }
type Shape = {
  $type: string
  bpmnElement?: Node
  bounds?: { x: number; y: number; width: number; height: number }
  waypoint?: { x: number; y: number }[]
}
type Parsed = { rootElement: { rootElements: Node[]; diagrams: { plane: { planeElement: Shape[] } }[] }; warnings: unknown[] }

// The package brings no types for its entry.
const name: string = 'bpmn-moddle'
const { BpmnModdle } = (await import(name)) as { BpmnModdle: new () => { fromXML(xml: string): Promise<Parsed> } }

const within = (node: Node): Node[] => [node, ...(node.flowElements ?? []).flatMap(within)]

describe.each(
  [intake, tracking, doing, makeJobFlow('all'), makeJobFlow('any'), makeJobFlow({ lead: 'lead' })].map(
    flow => [flow.label, flow] as [string, Flow],
  ),
)('%s', (_label, flow) => {
  test('parses without a warning, and every node is drawn', async () => {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(bpmnOf(flow))
    expect(warnings).toEqual([])
    const elements = rootElement.rootElements.flatMap(root => (root.flowElements ?? []).flatMap(within))
    const drawn = new Map(rootElement.diagrams.flatMap(diagram => diagram.plane.planeElement).map(shape => [shape.bpmnElement?.id, shape]))
    expect(new Set(elements.map(element => element.id)).size).toBe(elements.length)
    for (const element of elements) {
      const shape = drawn.get(element.id)
      expect(shape, element.id).not.toBeUndefined()
      if (element.$type === 'bpmn:SequenceFlow') {
        expect(element.sourceRef && element.targetRef, element.id).toBeTruthy()
        expect(shape!.waypoint!.length).toBeGreaterThan(1)
      } else expect(shape!.bounds!.width).toBeGreaterThan(0)
    }
    const steps = Object.values(flow.states)
      .flatMap(state =>
        state.kind === 'parallel' ? Object.values(state.branches).flatMap(branch => Object.values(branch.states)) : [state],
      )
      .filter(state => state.kind === 'step')
    expect(elements.filter(element => element.$type === 'bpmn:UserTask')).toHaveLength(steps.length)
  })

  test('no two neighbours overlap', async () => {
    const { rootElement } = await new BpmnModdle().fromXML(bpmnOf(flow))
    const bounds = new Map(
      rootElement.diagrams
        .flatMap(diagram => diagram.plane.planeElement)
        .flatMap(shape => (shape.bounds && shape.bpmnElement ? [[shape.bpmnElement.id, shape.bounds] as const] : [])),
    )
    const check = (nodes: readonly Node[]) => {
      const boxes = nodes
        .filter(node => !['bpmn:SequenceFlow', 'bpmn:BoundaryEvent'].includes(node.$type))
        .map(node => bounds.get(node.id)!)
      for (const [index, a] of boxes.entries())
        for (const b of boxes.slice(index + 1))
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)
      for (const node of nodes) if (node.flowElements) check(node.flowElements)
    }
    for (const root of rootElement.rootElements) check(root.flowElements ?? [])
  })
})
