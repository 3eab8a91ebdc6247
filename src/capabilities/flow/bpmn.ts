// A flow as BPMN 2.0 with a drawing, for any tool that reads the standard (ISO/IEC 19510). Steps are user tasks with their owner,
// branches are multi-instance sub-processes (one for each organ), terms are boundary timers, choices are exclusive gateways.
import { type Act, type Flow, levels, type State, type States, type Step, type Term, termLabel } from '#declare'
import { type Box, type Edge, type Graph, layOut, type Node, type Point } from './bpmn-layout.ts'
import { ownerLabel } from './desks.ts'

type Element = {
  readonly id: string
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly body: string
  readonly node: Node
  readonly timer?: Timer
  readonly inner?: Scope
}
type Timer = { readonly id: string; readonly name: string; readonly duration: string; readonly interrupting: boolean }
type Link = Edge & { readonly name: string /** The boundary timer it leaves from, if not the node itself. */; readonly source?: string }
type Scope = { readonly elements: readonly Element[]; readonly links: readonly Link[] }

export function bpmnOf(flow: Flow): string {
  const id = plain(flow.name)
  const scope = scopeOf(flow, flow.states, flow.start, `${id}_`)
  const layout = layOut(graphOf(scope), { x: 80, y: 80 })
  const shapes = [...allElements(scope)].flatMap(element => shapesOf(element, layout.boxes.get(element.id)!))
  const edges = [...allLinks(scope)].map(
    link =>
      `<bpmndi:BPMNEdge id="${link.id}_di" bpmnElement="${link.id}">${wayOf(link, layout.ways.get(link.id)!, layout.boxes)
        .map(({ x, y }) => `<di:waypoint x="${round(x)}" y="${round(y)}"/>`)
        .join('')}</bpmndi:BPMNEdge>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="${id}_definitions" targetNamespace="urn:shuzhi:flow">
<bpmn:process id="${id}" name="${escaped(flow.label)}" isExecutable="false">
<bpmn:documentation>${escaped(`依据：${flow.basis}${flow.total ? `；总期限${termLabel(flow.total)}` : ''}`)}</bpmn:documentation>
${xmlOf(scope)}
</bpmn:process>
<bpmndi:BPMNDiagram id="${id}_diagram"><bpmndi:BPMNPlane id="${id}_plane" bpmnElement="${id}">
${[...shapes, ...edges].join('\n')}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`
}

/** The elements of a flow or of one branch. */
function scopeOf(flow: Flow, states: States, start: string, prefix: string): Scope {
  const key = (name: string) => `${prefix}${plain(name)}`
  const elements: Element[] = [event(`${prefix}_start`, 'startEvent', '开始')]
  const links: Link[] = [link(`${prefix}_start`, key(start))]
  for (const [name, state] of Object.entries(states)) {
    const id = key(name)
    switch (state.kind) {
      case 'step':
        addStep({ flow, elements, links, id, key }, state)
        break
      case 'parallel':
        elements.push(parallelElement(flow, id, state))
        links.push(link(id, key(state.then)))
        break
      case 'choice':
        elements.push(gateway(id, 'exclusiveGateway', state.label, { default: linkId(id, key(state.otherwise), '否则') }))
        links.push(...state.cases.map((one, index) => link(id, key(one.to), `条件${index + 1}`)), link(id, key(state.otherwise), '否则'))
        break
      case 'wait':
        elements.push({
          ...event(id, 'intermediateCatchEvent', `${state.label}（${termLabel(state.for)}）`),
          body: timerXml(`${id}_timer`, durationOf(state.for)),
        })
        links.push(link(id, key(state.then)))
        break
      case 'end':
        elements.push(event(id, 'endEvent', state.label))
    }
  }
  return { elements, links: uniqueLinks(links) }
}

type Adding = {
  readonly flow: Flow
  readonly elements: Element[]
  readonly links: Link[]
  readonly id: string
  readonly key: (name: string) => string
}

/** Several ways out of a task go through a gateway, so that the drawing says that a person chooses one. */
function addStep({ flow, elements, links, id, key }: Adding, step: Step): void {
  const goes = Object.values(step.on).filter((act): act is Act & { to: string } => act.to !== undefined)
  const stays = Object.values(step.on).filter(act => act.to === undefined)
  const timer = timerOf(flow, id, step)
  elements.push({
    id,
    tag: 'userTask',
    attributes: { name: step.label },
    node: { id, width: 130, height: 80 },
    ...(timer && { timer }),
    body: `${stays.length > 0 ? `<bpmn:documentation>${escaped(`期间可以：${stays.map(act => act.label).join('、')}`)}</bpmn:documentation>` : ''}|${potentialOwner(flow, id, step)}`,
  })
  const out = goes.length > 1 ? `${id}_which` : id
  if (out !== id) {
    elements.push(gateway(out, 'exclusiveGateway', ''))
    links.push(link(id, out))
  }
  links.push(...goes.map(act => link(out, key(act.to), act.label)))
  if (step.lapses && timer) links.push({ ...link(id, key(step.lapses.to), step.lapses.label || '逾期'), source: timer.id })
}

function potentialOwner(flow: Flow, id: string, step: Step): string {
  const label = ownerLabel(step.by, levels, field => flow.record.fields[field]?.label ?? field)
  return `<bpmn:potentialOwner id="${id}_owner" name="${escaped(label)}"><bpmn:resourceAssignmentExpression id="${id}_owners"><bpmn:formalExpression xsi:type="bpmn:tFormalExpression">${escaped(candidateGroup(step))}</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner>`
}

const candidateGroup = ({ by }: Step): string => {
  if (by.kind === 'author') return 'user(author)'
  if (by.kind === 'person-in') return `user(${by.field})`
  if (by.kind === 'desk-in') return `group(${by.field})`
  const place = by.kind === 'at' ? by.level : by.kind === 'here' ? 'here' : by.kind === 'branch' ? 'branch' : by.field
  return `group(${place}, ${by.role}${'line' in by && by.line !== undefined ? `, ${by.line}` : ''})`
}

function timerOf(flow: Flow, id: string, step: Step): Timer | undefined {
  const interrupting = step.lapses !== undefined
  if (step.within) return { id: `${id}_due`, name: termLabel(step.within), duration: durationOf(step.within), interrupting }
  if (step.until !== undefined)
    return { id: `${id}_due`, name: flow.record.fields[step.until]?.label ?? step.until, duration: '', interrupting }
  return undefined
}

/** Branches between a fork and what the join says: all wait for each other, any or the lead ends the rest. */
function parallelElement(flow: Flow, id: string, state: Extract<State, { kind: 'parallel' }>): Element {
  const [start, fork, join, over] = [`${id}__start`, `${id}__fork`, `${id}__join`, `${id}__over`]
  const branches = Object.entries(state.branches).map(([name, branch]): { name: string; element: Element } => {
    const inside = `${id}_${plain(name)}`
    const inner = scopeOf(flow, branch.states, branch.start, `${inside}_`)
    const each = flow.record.fields[branch.each]?.label ?? branch.each
    return {
      name,
      element: {
        id: inside,
        tag: 'subProcess',
        attributes: { name: `${branch.label}（每个${each}）` },
        body: `|<bpmn:multiInstanceLoopCharacteristics id="${inside}_each"/>`,
        inner,
        node: { id: inside, width: 0, height: 0, inner: graphOf(inner) },
      },
    }
  })
  const { join: how } = state
  const decides = (name: string) => typeof how !== 'object' || how.lead === name
  const others = branches.filter(({ name }) => !decides(name))
  const inner: Scope = {
    elements: [
      event(start, 'startEvent', ''),
      gateway(fork, 'parallelGateway', ''),
      ...branches.map(({ element }) => element),
      gateway(
        join,
        how === 'all' ? 'parallelGateway' : 'exclusiveGateway',
        how === 'all' ? '全部完成' : how === 'any' ? '任一完成' : '牵头完成',
      ),
      how === 'all'
        ? event(over, 'endEvent', '')
        : { ...event(over, 'endEvent', ''), body: `<bpmn:terminateEventDefinition id="${over}_all"/>` },
      ...others.map(({ element }) => event(`${element.id}__done`, 'endEvent', '')),
    ],
    links: [
      link(start, fork),
      ...branches.map(({ element }) => link(fork, element.id)),
      ...branches.map(({ name, element }) => link(element.id, decides(name) ? join : `${element.id}__done`)),
      link(join, over),
    ],
  }
  return {
    id,
    tag: 'subProcess',
    attributes: { name: state.label },
    body: '',
    inner,
    node: { id, width: 0, height: 0, inner: graphOf(inner) },
  }
}

const event = (id: string, tag: string, name: string): Element => ({
  id,
  tag,
  attributes: name === '' ? {} : { name },
  body: '',
  node: { id, width: 36, height: 36 },
})
const gateway = (id: string, tag: string, name: string, more: Record<string, string> = {}): Element => ({
  id,
  tag,
  attributes: { ...(name !== '' && { name }), ...more },
  body: '',
  node: { id, width: 50, height: 50 },
})
const linkId = (from: string, to: string, name: string) =>
  `flow_${from}_${to}_${[...name].map(letter => letter.codePointAt(0)!.toString(36)).join('')}`
const link = (from: string, to: string, name = ''): Link => ({ id: linkId(from, to, name), from, to, name })
const uniqueLinks = (links: readonly Link[]): Link[] => [...new Map(links.map(one => [one.id, one])).values()]
const graphOf = ({ elements, links }: Scope): Graph => ({ nodes: elements.map(element => element.node), edges: links })

function* allElements(scope: Scope): Generator<Element> {
  for (const element of scope.elements) {
    yield element
    if (element.inner) yield* allElements(element.inner)
  }
}
function* allLinks(scope: Scope): Generator<Link> {
  yield* scope.links
  for (const { inner } of scope.elements) if (inner) yield* allLinks(inner)
}

function xmlOf({ elements, links }: Scope): string {
  const flows = links.map(
    one =>
      `<bpmn:sequenceFlow id="${one.id}"${one.name === '' ? '' : ` name="${escaped(one.name)}"`} sourceRef="${one.source ?? one.from}" targetRef="${one.to}"/>`,
  )
  return [...elements.map(element => elementXml(element, links)), ...flows].join('\n')
}

/** The schema wants documentation, then flows in and out, then the rest. */
function elementXml(element: Element, links: readonly Link[]): string {
  const { id, tag, attributes, body, timer, inner } = element
  const bar = body.indexOf('|')
  const [first, last] = bar < 0 ? ['', body] : [body.slice(0, bar), body.slice(bar + 1)]
  const incoming = links.filter(one => one.to === id).map(one => `<bpmn:incoming>${one.id}</bpmn:incoming>`)
  const outgoing = links.filter(one => one.from === id && one.source === undefined).map(one => `<bpmn:outgoing>${one.id}</bpmn:outgoing>`)
  const text = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')
  const own = `<bpmn:${tag} id="${id}"${text}>${[first, ...incoming, ...outgoing, last, inner ? xmlOf(inner) : ''].filter(Boolean).join('\n')}</bpmn:${tag}>`
  if (!timer) return own
  const leaving = links.filter(one => one.source === timer.id).map(one => `<bpmn:outgoing>${one.id}</bpmn:outgoing>`)
  return `${own}\n<bpmn:boundaryEvent id="${timer.id}" name="${escaped(timer.name)}" cancelActivity="${timer.interrupting}" attachedToRef="${id}">${leaving.join('')}${timerXml(`${timer.id}_timer`, timer.duration)}</bpmn:boundaryEvent>`
}

const timerXml = (id: string, duration: string) =>
  `<bpmn:timerEventDefinition id="${id}">${duration === '' ? '' : `<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration>`}</bpmn:timerEventDefinition>`

/** ISO 8601. Working days have no sign of their own there; the name of the event says what they are. */
const durationOf = ({ unit, count }: Term): string => (unit === 'hour' ? `PT${count}H` : unit === 'month' ? `P${count}M` : `P${count}D`)

function shapesOf({ id, timer, inner }: Element, box: Box): string[] {
  const shape = (of: string, { x, y, width, height }: Box, more = '') =>
    `<bpmndi:BPMNShape id="${of}_di" bpmnElement="${of}"${more}><dc:Bounds x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/></bpmndi:BPMNShape>`
  return [shape(id, box, inner ? ' isExpanded="true"' : ''), ...(timer ? [shape(timer.id, timerBox(box))] : [])]
}

const timerBox = (box: Box): Box => ({ x: box.x + box.width - 30, y: box.y + box.height - 18, width: 36, height: 36 })

/** A way that leaves from a boundary timer starts there. */
function wayOf(one: Link, points: readonly Point[], boxes: ReadonlyMap<string, Box>): readonly Point[] {
  if (one.source === undefined) return points
  const from = timerBox(boxes.get(one.from)!)
  const start = { x: from.x + from.width / 2, y: from.y + from.height }
  const end = points.at(-1)!
  return [start, { x: start.x, y: start.y + 30 }, { x: end.x - 20, y: start.y + 30 }, { x: end.x - 20, y: end.y }, end]
}

const round = (value: number) => Math.round(value)
const plain = (name: string) => name.replace(/[^A-Za-z0-9_]/g, '_')
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
