// The plan as an official document to be read: red head, centred title, set paragraphs; what was found in it is marked where it stands.
import { type MouseEvent, memo, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import { type Mark, marksOf, type Paragraph, paragraphsOf, piecesOf } from './passages.ts'
import type { Goal, Plan, Task } from './plan-data.ts'
import './document.css'

export type Chosen = { from: number; to: number; text: string; box: DOMRect }
export type Reveal = { from: number; to: number; turn: number }
type DocumentViewProps = {
  plan: Plan
  tasks: readonly Task[]
  goals: readonly Goal[]
  active: string | null
  onPick?: (task: string, goal: string | null) => void
  onHover?: (task: string | null) => void
  onChoose?: (chosen: Chosen | null) => void
  /** A place to scroll to; a new `turn` scrolls again. Words of some length are shown for a moment. */
  reveal?: Reveal | null
  /** The sheet itself, for whoever wants to look into it. */
  page?: RefObject<HTMLDivElement | null>
}

const chunkSize = 40

export function DocumentView({ plan, tasks, goals, active, onPick, onHover, onChoose, reveal, page }: DocumentViewProps) {
  const own = useRef<HTMLDivElement>(null)
  const sheet = page ?? own
  const paragraphs = useMemo(() => paragraphsOf(plan, tasks), [plan, tasks])
  const marks = useMemo(() => marksOf(plan.body, tasks, goals, plan.remarks), [plan, tasks, goals])
  const chunks = useMemo(
    () =>
      Array.from({ length: Math.ceil(paragraphs.length / chunkSize) }, (_, at) => paragraphs.slice(at * chunkSize, (at + 1) * chunkSize)),
    [paragraphs],
  )

  // The chosen task is marked by a class, so that a long document is not drawn again for every step.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the text was drawn anew the class has to be set again
  useEffect(() => {
    const inside = sheet.current
    if (!inside) return
    for (const one of inside.querySelectorAll('.doc-active')) one.classList.remove('doc-active')
    if (active) for (const one of inside.querySelectorAll(`[data-task="${CSS.escape(active)}"]`)) one.classList.add('doc-active')
  }, [active, chunks, marks, sheet])

  useEffect(() => {
    const inside = sheet.current
    if (!inside || !reveal) return
    const target = [...inside.querySelectorAll<HTMLElement>('[data-at]')].find(
      one => Number(one.dataset['at']) + (one.textContent?.length ?? 0) > reveal.from,
    )
    if (!target) return
    const scroller = inside.closest<HTMLElement>('.doc-scroll')
    if (scroller && scroller.scrollHeight > scroller.clientHeight + 4) {
      const shift = target.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight * 0.28
      scroller.scrollBy({ top: shift, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
    } else target.scrollIntoView({ block: 'center' })
    if (reveal.to <= reveal.from) return
    target.classList.add('doc-flash')
    const timer = setTimeout(() => target.classList.remove('doc-flash'), 1600)
    return () => clearTimeout(timer)
  }, [reveal, sheet])

  const pick = (event: MouseEvent) => {
    if (!window.getSelection()?.isCollapsed) return
    const at = event.target as HTMLElement
    const task = at.closest<HTMLElement>('[data-task]')?.dataset['task']
    if (task) onPick?.(task, at.closest<HTMLElement>('[data-goal]')?.dataset['goal'] ?? null)
  }
  const over = (event: MouseEvent) => onHover?.((event.target as HTMLElement).closest<HTMLElement>('[data-task]')?.dataset['task'] ?? null)
  const choose = useCallback(() => {
    const chosen = chosenIn(sheet.current, plan.body)
    onChoose?.(chosen)
  }, [onChoose, plan.body, sheet])
  useEffect(() => {
    if (!onChoose) return
    document.addEventListener('selectionchange', choose)
    // The menu stays beside the words when the text is scrolled.
    document.addEventListener('scroll', choose, { capture: true, passive: true })
    return () => {
      document.removeEventListener('selectionchange', choose)
      document.removeEventListener('scroll', choose, { capture: true })
    }
  }, [choose, onChoose])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same tasks are chosen by key in the list beside the text
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    // biome-ignore lint/a11y/useKeyWithMouseEvents: hovering only shows what choosing shows as well
    <div className="doc" ref={sheet} onClick={pick} onMouseOver={over} onMouseLeave={() => onHover?.(null)}>
      {chunks.map(chunk => (
        <Chunk key={chunk[0]?.from ?? 0} body={plan.body} paragraphs={chunk} marks={marks} />
      ))}
    </div>
  )
}

const Chunk = memo(function Chunk({ body, paragraphs, marks }: { body: string; paragraphs: readonly Paragraph[]; marks: readonly Mark[] }) {
  const first = paragraphs[0]?.from ?? 0
  const last = paragraphs.at(-1)?.to ?? 0
  const mine = marks.filter(mark => mark.from < last && mark.to > first)
  return (
    <div className="doc-chunk" style={{ containIntrinsicSize: `auto ${paragraphs.length * 64}px` }}>
      {paragraphs.map(paragraph => (
        <p key={paragraph.from} className={`doc-${paragraph.look}`} {...(paragraph.task && { 'data-task': paragraph.task })}>
          {piecesOf(body, paragraph, mine).map(piece => {
            const top = piece.marks.at(-1)
            const goal = piece.marks.find(mark => mark.goal)?.goal
            if (!top)
              return (
                <span key={piece.from} data-at={piece.from}>
                  {piece.text}
                </span>
              )
            const says = piece.marks
              .filter(mark => mark.kind !== 'title')
              .map(mark => mark.says)
              .join('；')
            return (
              <span
                key={piece.from}
                data-at={piece.from}
                className={[...new Set(piece.marks.map(mark => `m-${mark.kind}`))].join(' ')}
                {...(says && { title: says })}
                {...(goal && { 'data-goal': goal })}
              >
                {piece.text}
              </span>
            )
          })}
        </p>
      ))}
    </div>
  )
})

/** What is selected inside the sheet, as places in the text. */
function chosenIn(sheet: HTMLElement | null, body: string): Chosen | null {
  const selection = window.getSelection()
  if (!sheet || !selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!sheet.contains(range.startContainer) || !sheet.contains(range.endContainer)) return null
  const placeOf = (node: Node, offset: number): number | null => {
    const element = node instanceof HTMLElement ? node : node.parentElement
    const piece = element?.closest<HTMLElement>('[data-at]')
    if (piece)
      return Number(piece.dataset['at']) + (node.nodeType === Node.TEXT_NODE ? offset : offset > 0 ? (piece.textContent?.length ?? 0) : 0)
    // A triple click ends at the start of the next paragraph.
    const pieces = element ? [...element.querySelectorAll<HTMLElement>('[data-at]')] : []
    const next = pieces[Math.min(offset, pieces.length - 1)]
    return next ? Number(next.dataset['at']) : null
  }
  const from = placeOf(range.startContainer, range.startOffset)
  let to = placeOf(range.endContainer, range.endOffset)
  if (from === null || to === null || to <= from) return null
  while (to > from && /\s/.test(body[to - 1] ?? '')) to -= 1
  const text = body.slice(from, to)
  return text.trim() === '' || text.length > 5000 ? null : { from, to, text, box: range.getBoundingClientRect() }
}

const legend: readonly (readonly [string, string])[] = [
  ['m-lead', '牵头'],
  ['m-joint', '配合'],
  ['m-open', '待确认'],
  ['m-goal', '目标'],
  ['m-due', '时限'],
  ['m-remark', '提示'],
]
export function Legend() {
  return (
    <ul className="doc-legend" aria-label="标记说明">
      {legend.map(([kind, label]) => (
        <li key={kind}>
          <span className={kind}>{label}</span>
        </li>
      ))}
    </ul>
  )
}
