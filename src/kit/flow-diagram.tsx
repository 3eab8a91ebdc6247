// The way of a case as a picture, and under it in words: where it is, who is next, by when.
import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CaseDetail } from '../wire/cases.ts'
import type { FlowView } from '../wire/manifest.ts'
import { layFlow, nodeHeight } from './flow-layout.ts'
import { shortInstant } from './format.ts'
import { LightTag } from './light-tag.tsx'
import './flow-diagram.css'

export function FlowDiagram({
  flow,
  at,
  branchLabels = {},
}: {
  flow: FlowView
  at: CaseDetail | null
  branchLabels?: Readonly<Record<string, string>>
}) {
  const layout = useMemo(() => layFlow(flow, at), [flow, at])
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const current = layout.nodes.find(node => node.status === 'current')
    const box = scroller.current
    if (current && box) box.scrollLeft = current.x - box.clientWidth / 2 + current.width / 2
  }, [layout])
  return (
    <div className="flow">
      <div className="flow-scroll" ref={scroller} tabIndex={0} role="region" aria-label={`${flow.label}流程图`}>
        <svg
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          width={layout.width}
          height={layout.height}
          role="img"
          aria-label={`${flow.label}：${at ? `当前在“${at.stateLabel}”` : `共${flow.states.length}个环节`}`}
        >
          <defs>
            <marker id="flow-tip" viewBox="0 0 8 8" refX="5" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M1 1l5 3-5 3" className="flow-tip" />
            </marker>
            <marker id="flow-tip-walked" viewBox="0 0 8 8" refX="5" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M1 1l5 3-5 3" className="flow-tip walked" />
            </marker>
          </defs>
          {layout.group ? (
            <g className="flow-group">
              <rect {...box(layout.group)} rx="10" />
              <text x={layout.group.x + 12} y={layout.group.y + 16}>
                {layout.group.label}（并行办理）
              </text>
            </g>
          ) : null}
          {layout.lanes.map(lane => (
            <g key={lane.branch} className="flow-lane">
              <rect {...box(lane)} rx="8" />
              <text x={lane.x + 10} y={lane.y + 16}>
                {branchLabels[lane.branch] ?? branchName(flow, lane.branch)}
              </text>
            </g>
          ))}
          {layout.edges.map(edge => (
            <path
              key={edge.key}
              d={edge.path}
              className={`flow-edge ${edge.walked ? 'walked' : ''} ${edge.back ? 'back' : ''}`}
              markerEnd={`url(#flow-tip${edge.walked ? '-walked' : ''})`}
            />
          ))}
          {layout.nodes.map(node => (
            <g key={node.key} className={`flow-node ${node.status} ${node.state.kind}`} transform={`translate(${node.x} ${node.y})`}>
              <title>
                {[node.state.label, node.state.owner && `由${node.state.owner}办理`, node.state.term && `时限${node.state.term}`]
                  .filter(Boolean)
                  .join('，')}
              </title>
              <rect width={node.width} height={nodeHeight} rx={node.state.kind === 'end' ? nodeHeight / 2 : 8} />
              {node.status === 'done' ? <path className="flow-tick" d={`M${node.width - 20} 14l3.500 3.500 6.500-7`} /> : null}
              <text
                className="flow-label"
                x={node.width / 2}
                y={node.state.kind === 'end' || !(node.state.owner || node.state.term) ? nodeHeight / 2 + 5 : 22}
                textAnchor="middle"
              >
                {clip(node.state.label, 8)}
              </text>
              {node.state.kind === 'end' ? null : (
                <text className="flow-sub" x={node.width / 2} y={40} textAnchor="middle">
                  {clip([node.state.term, node.state.owner].filter(Boolean)[0] ?? '', 10)}
                </text>
              )}
              {node.count > 1 ? (
                <g transform={`translate(${node.width - 4} 2)`}>
                  <circle r="10" className="flow-count" />
                  <text className="flow-count-text" y="4" textAnchor="middle">
                    {node.count}
                  </text>
                </g>
              ) : null}
            </g>
          ))}
        </svg>
      </div>
      {at ? <NextSteps at={at} flow={flow} /> : null}
    </div>
  )
}

function NextSteps({ at, flow }: { at: CaseDetail; flow: FlowView }) {
  const [all, setAll] = useState(false)
  if (at.open.length === 0)
    return <p className="flow-next muted">{at.endedAt ? `已于${shortInstant(at.endedAt)}办理完毕。` : '当前没有待办理的环节。'}</p>
  const order = (branch: string | null) => (branch === null ? -1 : flow.states.findIndex(state => state.branch === branch.split(/[:/]/)[0]))
  const steps = [...at.open].sort((a, b) => order(a.branch) - order(b.branch))
  const shown = all ? steps : steps.slice(0, 6)
  return (
    <ul className="flow-next" aria-label="当前环节">
      {shown.map(step => (
        <li key={step.task}>
          <span className="flow-next-state">{step.stateLabel}</span>
          <span className="flow-next-who">
            <strong>{step.organName ?? ''}</strong>{' '}
            {step.organName && step.who.startsWith(step.organName) ? step.who.slice(step.organName.length) : step.who}
          </span>
          <span className="flow-next-due">
            {step.dueAt ? <span className="muted num">{shortInstant(step.dueAt)}前</span> : null}
            <LightTag light={step.light} workdaysLeft={step.workdaysLeft} />
          </span>
        </li>
      ))}
      {steps.length > shown.length ? (
        <li className="no-print">
          <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setAll(true)}>
            显示其余 {steps.length - shown.length} 家
          </Button>
        </li>
      ) : null}
    </ul>
  )
}

const box = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({ x, y, width, height })
const clip = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
/** A branch has no label of its own on the wire: the label of its working step says what it does. `branch` may carry its organ. */
export const branchName = (flow: FlowView, branch: string): string => {
  const name = branch.split(/[:/]/)[0] ?? branch
  return flow.states.filter(state => state.branch === name && state.kind === 'step').at(-1)?.label ?? ''
}
